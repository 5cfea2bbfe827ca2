import {asRecord, invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import type {SetupDraft} from "./types.js";

/** What the samples of an Inspect log have in common. */
export interface InspectHeader {
  readonly model: string;
  readonly task: string;
  /** how answers were made: the model's own settings, and over them the plan's */
  readonly config: JsonRecord;
  /** of the task's repository, else the version of Inspect */
  readonly commit?: string;
}

/**
 * Reads the header of an Inspect log, `header.json` of an archive or the top of a JSON log.
 *
 * @throws DataError if the log did not end in success, was declared invalid, or names no model or task
 */
export function inspectHeader(log: JsonRecord, where: string): InspectHeader {
  if (log.status !== "success") throw invalidFile(where, 'status must be "success"', reason(log));
  if (log.invalidated === true)
    throw invalidFile(where, "log must be valid", "one declared invalid (invalidated)");
  const spec = asRecord(log.eval, where);
  return {
    model: name(spec, "model", where),
    task: name(spec, "task", where),
    config: {...set(spec.model_generate_config), ...set(inner(log.plan, "config"))},
    commit: commitOf(spec)
  };
}

/** How the model of a log was asked, as far as its header says. */
export function* setupsOf({model, task, config, commit}: InspectHeader): Generator<SetupDraft> {
  const facts = [
    ["harness", "inspect"],
    ["harness_commit", commit],
    ["max_tokens", config.max_tokens],
    ["temperature", config.temperature],
    ["stop", config.stop_seqs]
  ] as const;
  for (const [name, fact] of facts) {
    if (fact === undefined) continue;
    const value = typeof fact === "string" ? fact : jsonText(fact);
    yield {kind: "setup", model_id: model, dataset: task, name, value};
  }
}

function reason(log: JsonRecord): string {
  const message = inner(log.error, "message");
  const status = jsonText(log.status);
  return typeof message === "string" ? `${status} (${message.slice(0, 120)})` : status;
}

function name(spec: JsonRecord, field: string, where: string): string {
  const value = spec[field];
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalidFile(where, `eval.${field} must be a name`, jsonText(value));
}

function commitOf(spec: JsonRecord): string | undefined {
  const found = [inner(spec.revision, "commit"), inner(spec.packages, "inspect_ai")];
  return found.find((each): each is string => typeof each === "string");
}

/** The fields of a record that are set; none of anything else. */
function set(value: unknown): JsonRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field != null));
}

/** A field of a record; undefined of anything else. */
export function inner(value: unknown, field: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, field) ? (value as JsonRecord)[field] : undefined;
}
