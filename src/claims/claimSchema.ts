import {z} from "zod";
import {DataError} from "../lib/core/errors.js";
import {oneLine} from "../lib/core/oneLine.js";
import {suggestion} from "../lib/schema/nearestName.js";

const inputs = z.record(z.string(), z.unknown());

/** When a claim holds: a measure on one side of a value, or an interval that leaves a value out. */
const holds = z.union([
  z.strictObject({
    op: z.enum([">", ">=", "<", "<="]).describe("The side on which the claim holds."),
    value: z.number().describe("The threshold.")
  }),
  z.strictObject({
    interval: z.string().describe("An interval in the result, by name, e.g. `r2Interval`."),
    excludes: z.number().describe("The value it must leave out.")
  })
]);

/** What a claim is repeated over: seeds 1 … n, or values of an input. */
const over = z.union([
  z.strictObject({seeds: z.number().int().min(2).max(1000).describe("Seeds 1 to this number.")}),
  z.strictObject({
    sweep: z
      .record(z.string(), z.array(z.unknown()).min(2))
      .describe("Inputs, each with the values it takes.")
  })
]);

export const claimSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens")
    .describe("What pages and messages call it."),
  statement: z.string().min(1).describe("What is claimed, in words."),
  otherwise: z.string().min(1).describe("What would be so if it were not."),
  workflow: z.string().describe("The analysis that decides."),
  set: inputs.default({}).describe("Its inputs, over the study’s defaults."),
  measure: z
    .string()
    .min(1)
    .describe("The path of a number in the result, e.g. `accuracy` or `metrics.r2VsBaseline`."),
  holds: holds.describe("Either `op` and `value`, or `interval` and `excludes`."),
  over: over
    .optional()
    .describe("What it is repeated over, `seeds` or `sweep`; the mean of the runs decides."),
  fraction: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe("With `over`: the share of runs that must hold, instead of their mean."),
  level: z
    .number()
    .gt(0.5)
    .lt(1)
    .default(0.9)
    .describe("The coverage of the interval that decides."),
  negativeTwin: z
    .strictObject({set: inputs.describe("Inputs on top of those of the claim.")})
    .describe("Where the claim must come out false, or it is unable to fail.")
});

/** A statement about an analysis's result that a run decides. */
export type Claim = z.output<typeof claimSchema>;

/**
 * Reads the claims of a study.
 *
 * @param value what `claims.json` holds: a list
 * @param where the file's name, for errors
 * @throws DataError naming claim and field; an unknown field names the nearest known one
 */
export function parseClaims(value: unknown, where: string): Claim[] {
  const parsed = z.array(claimSchema).safeParse(value);
  if (!parsed.success) throw invalid(parsed.error.issues[0] as z.core.$ZodIssue, where);
  const ids = parsed.data.map(({id}) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new DataError(`${where}: ids must differ; got "${twice}" twice`);
  return parsed.data;
}

function invalid(issue: z.core.$ZodIssue, where: string): DataError {
  const path = issue.path.map(String).join(".") || "claims";
  const key = issue.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : null;
  const known = Object.keys(claimSchema.shape);
  const message =
    key === null
      ? issue.message.replace(/^Invalid input: /, "")
      : `field must be known; got "${key}"${suggestion(key, known)}`;
  return new DataError(oneLine(`${where}: ${path}: ${message}`));
}
