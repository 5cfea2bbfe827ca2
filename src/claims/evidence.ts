import {DomainError} from "../lib/core/errors.js";
import {clopperPearson, meanInterval} from "../lib/inference/betaDistribution.js";
import type {Claim} from "./claimSchema.js";

/** What a verdict rests on: a value and its interval, and where that comes from. */
export interface Evidence {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** in words: over what the interval speaks */
  readonly over: string;
}

/** The value at a path of a result. @throws DomainError if there is no number */
export function measureOf(result: unknown, path: string): number {
  const value = at(result, path);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new DomainError(
    `claim: measure must be the path of a number; got ${path}, which is ${JSON.stringify(value) ?? "nothing"}`
  );
}

/**
 * The evidence of one run: the interval that stands beside the measure as `<name>Interval`; for
 * `accuracy` the classification's own, which is for the mean over families where there are any; for
 * `pValue` Clopper and Pearson's for the share of all shuffles that do as well.
 *
 * @throws DomainError if the measure has no interval: then a claim needs `over`
 */
export function evidenceOfRun(result: unknown, {measure, level}: Claim): Evidence {
  const value = measureOf(result, measure);
  if (measure === "pValue") return shuffles(result, value, level);
  const found = measure === "accuracy" ? at(result, "interval") : at(result, `${measure}Interval`);
  if (!isInterval(found))
    throw new DomainError(
      `claim: measure must have an interval beside it, or the claim "over"; got ${measure}`
    );
  const unit = typeof found.unit === "string" ? found.unit : "model";
  return {
    value: typeof found.estimate === "number" ? found.estimate : value,
    lower: found.lower,
    upper: found.upper,
    level: found.level,
    over: unit === "family" ? "families" : "models"
  };
}

/** The evidence of several runs: Student's interval for their mean, or Clopper and Pearson's for the share that holds: Wilson's is too short there. */
export function evidenceOfRuns(
  values: readonly number[],
  {level, fraction}: Claim,
  isHeld: (value: number) => boolean,
  over: string
): Evidence {
  if (fraction === undefined) {
    const {mean, lower, upper} = meanInterval(values, level);
    return {value: mean, lower, upper, level, over};
  }
  const held = values.filter(isHeld).length;
  const {lower, upper} = clopperPearson(held, values.length, level);
  return {value: held / values.length, lower, upper, level, over};
}

function shuffles(result: unknown, value: number, level: number): Evidence {
  const [count, made] = [measureOf(result, "asGood"), measureOf(result, "inference.B")];
  return {value, ...clopperPearson(count, made, level), level, over: "shuffles"};
}

function at(result: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), result);
}

interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly estimate?: unknown;
  readonly unit?: unknown;
}

function isInterval(value: unknown): value is Interval {
  return (
    isObject(value) && ["lower", "upper", "level"].every((key) => typeof value[key] === "number")
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
