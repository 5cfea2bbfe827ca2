import {z} from "zod";
import {DataError} from "../lib/core/errors.js";
import {oneLine} from "../lib/core/oneLine.js";
import {suggestion} from "../lib/schema/nearestName.js";

const inputs = z.record(z.string(), z.unknown());

/** When a claim holds: a measure on one side of a value, or an interval that leaves a value out. */
const holds = z.union([
  z.strictObject({op: z.enum([">", ">=", "<", "<="]), value: z.number()}),
  z.strictObject({interval: z.string(), excludes: z.number()})
]);

/** What a claim is repeated over: seeds 1 … n, or values of an input. */
const over = z.union([
  z.strictObject({seeds: z.number().int().min(2).max(1000)}),
  z.strictObject({sweep: z.record(z.string(), z.array(z.unknown()).min(2))})
]);

const claim = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens"),
  /** what is claimed, in words */
  statement: z.string().min(1),
  /** what would be so if it were not */
  otherwise: z.string().min(1),
  workflow: z.string(),
  set: inputs.default({}),
  /** path into the result, e.g. `accuracy` or `metrics.r2` */
  measure: z.string().min(1),
  holds,
  over: over.optional(),
  /** with `over`: the share of runs that must hold, instead of their mean */
  fraction: z.number().gt(0).lt(1).optional(),
  /** coverage of the interval that decides */
  level: z.number().gt(0.5).lt(1).default(0.9),
  /** inputs under which the claim must come out false, on top of `set` */
  negativeTwin: z.strictObject({set: inputs})
});

/** A statement about an analysis's result that a run decides. */
export type Claim = z.output<typeof claim>;

/**
 * Reads the claims of a study.
 *
 * @param value what `claims.json` holds: a list
 * @param where the file's name, for errors
 * @throws DataError naming claim and field; an unknown field names the nearest known one
 */
export function parseClaims(value: unknown, where: string): Claim[] {
  const parsed = z.array(claim).safeParse(value);
  if (!parsed.success) throw invalid(parsed.error.issues[0] as z.core.$ZodIssue, where);
  const ids = parsed.data.map(({id}) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new DataError(`${where}: ids must differ; got "${twice}" twice`);
  return parsed.data;
}

function invalid(issue: z.core.$ZodIssue, where: string): DataError {
  const path = issue.path.map(String).join(".") || "claims";
  const key = issue.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : null;
  const known = Object.keys(claim.shape);
  const message =
    key === null
      ? issue.message.replace(/^Invalid input: /, "")
      : `field must be known; got "${key}"${suggestion(key, known)}`;
  return new DataError(oneLine(`${where}: ${path}: ${message}`));
}
