import {DomainError} from "../lib/core/errors.js";
import type {Claim} from "./claimSchema.js";
import {type Evidence, evidenceOfRun, evidenceOfRuns, measureOf} from "./evidence.js";

/** Shown as Holds, Fails, Can't tell. */
export type Verdict = "VERIFIED" | "FALSIFIED" | "INCONCLUSIVE";

type Inputs = Readonly<Record<string, unknown>>;

/** Runs an analysis on inputs. @returns its result */
export type RunAnalysis = (workflow: string, inputs: Inputs) => Promise<unknown>;

/** A verdict and what it rests on. */
export interface Decided {
  readonly verdict: Verdict;
  readonly evidence: Evidence;
}

/** A claim as it came out. */
export interface EvaluatedClaim extends Decided {
  readonly id: string;
  readonly statement: string;
  readonly otherwise: string;
  readonly twin: Decided;
  /** whether the twin came out false: a claim that nothing can falsify says nothing */
  readonly canFail: boolean;
}

/**
 * Decides a claim and its negative twin. The interval decides: wholly on the side that holds, VERIFIED;
 * wholly on the other, FALSIFIED; across, INCONCLUSIVE. With `excludes`, an interval that does not
 * leave the value out is FALSIFIED.
 *
 * @param set inputs on top of the claim's own, e.g. a reader's; the twin's go over them
 * @throws DomainError if the result has no such measure, or no interval to decide by
 */
export async function evaluateClaim(
  claim: Claim,
  run: RunAnalysis,
  set: Inputs = {}
): Promise<EvaluatedClaim> {
  const own = await decideClaim(claim, run, set);
  const twin = await decide(claim, run, {...claim.set, ...set, ...claim.negativeTwin.set});
  const {id, statement, otherwise} = claim;
  return {id, statement, otherwise, ...own, twin, canFail: twin.verdict === "FALSIFIED"};
}

/** Decides a claim alone, e.g. under a reader's inputs. @throws DomainError as `evaluateClaim` */
export function decideClaim(claim: Claim, run: RunAnalysis, set: Inputs = {}): Promise<Decided> {
  return decide(claim, run, {...claim.set, ...set});
}

/** How many runs it takes to decide a claim alone. */
export function runsOfClaim({over}: Claim): number {
  return over ? combinations(over).length : 1;
}

async function decide(claim: Claim, run: RunAnalysis, inputs: Inputs): Promise<Decided> {
  if (!claim.over) {
    const result = await run(claim.workflow, inputs);
    const evidence = evidenceOfRun(result, measured(claim));
    return {verdict: verdictOf(claim, evidence), evidence};
  }
  const values: number[] = [];
  for (const one of combinations(claim.over))
    values.push(measureOf(await run(claim.workflow, {...inputs, ...one}), claim.measure));
  const isHeld = (value: number) => sideOf(claim, value);
  const evidence = evidenceOfRuns(values, claim, isHeld, words(claim.over, values.length));
  return {verdict: verdictOf(claim, evidence), evidence};
}

/** With `interval`, the measure whose interval decides is named there. */
function measured(claim: Claim): Claim {
  if (!("interval" in claim.holds)) return claim;
  return {...claim, measure: claim.holds.interval.replace(/Interval$/, "")};
}

function verdictOf(claim: Claim, {lower, upper}: Evidence): Verdict {
  const {holds, fraction} = claim;
  if ("interval" in holds)
    return lower > holds.excludes || upper < holds.excludes ? "VERIFIED" : "FALSIFIED";
  const threshold = fraction ?? holds.value;
  const isAbove = fraction !== undefined || holds.op.startsWith(">");
  if (isAbove ? lower > threshold : upper < threshold) return "VERIFIED";
  if (isAbove ? upper < threshold : lower > threshold) return "FALSIFIED";
  return "INCONCLUSIVE";
}

/** Whether a single value is on the side that holds. */
function sideOf({holds}: Claim, value: number): boolean {
  if ("interval" in holds)
    throw new DomainError("claim: with over, holds must compare with a value; got an interval");
  const {op, value: threshold} = holds;
  if (value === threshold) return op.endsWith("=");
  return value > threshold === op.startsWith(">");
}

type Over = NonNullable<Claim["over"]>;

function combinations(over: Over): Inputs[] {
  if ("seeds" in over) return Array.from({length: over.seeds}, (_, k) => ({seed: k + 1}));
  return Object.entries(over.sweep).reduce<Inputs[]>(
    (made, [key, values]) => made.flatMap((one) => values.map((value) => ({...one, [key]: value}))),
    [{}]
  );
}

/** What inputs that are often varied are called. */
const varied: Readonly<Record<string, string>> = {querySeed: "draws of questions"};

function words(over: Over, count: number): string {
  if ("seeds" in over) return `${count} seeds`;
  const keys = Object.keys(over.sweep);
  const [only = ""] = keys;
  if (keys.length === 1 && varied[only]) return `${count} ${varied[only]}`;
  return `${count} runs over ${keys.join(", ")}`;
}
