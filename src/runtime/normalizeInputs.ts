import type {z} from "zod";
import {DomainError} from "../lib/core/errors.js";
import {suggestion} from "../lib/schema/nearestName.js";
import type {Workflow} from "./workflow.js";

/**
 * Every input of a workflow, checked and normalised: those given, else the study's `defaults` for
 * this workflow, else the workflow's own.
 *
 * @throws DomainError naming the input, what it may be and what was given; unknown names get the
 * nearest known one
 */
export function normalizeInputs<Inputs extends object>(
  workflow: Workflow<never, Inputs, object> | Workflow<unknown, Inputs, object>,
  defaults: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>
): Inputs {
  const merged: Record<string, unknown> = {...defaults, ...given};
  const parsed = workflow.inputs.safeParse(merged);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    `${workflow.name}: ${parsed.error.issues.map((issue) => describe(issue, merged, workflow)).join("; ")}`,
    "INPUT"
  );
}

function describe(
  issue: z.core.$ZodIssue,
  merged: Readonly<Record<string, unknown>>,
  workflow: {readonly inputs: unknown}
): string {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys((workflow.inputs as {shape: object}).shape);
    const unknown = issue.keys[0] as string;
    return `inputs must be known; got ${unknown}${suggestion(unknown, known)}`;
  }
  const name = String(issue.path[0] ?? "inputs");
  return `${name}: ${expectation(issue)}; got ${JSON.stringify(merged[name])}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code !== "invalid_union") return issue.message.toLowerCase();
  const options = issue.errors.map((branch) => (branch[0] ? expectation(branch[0]) : ""));
  return [...new Set(options)].filter(Boolean).join(" or ");
}
