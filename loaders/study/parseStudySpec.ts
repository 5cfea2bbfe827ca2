import type {z} from "zod";
import {DataError, DomainError} from "../../src/lib/core/errors.js";
import {parseJson} from "../../src/lib/intake/readJson.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import {covariateSpec, type StudySpec, studySchema} from "../../src/lib/schema/study.js";
import {normalizeInputs} from "../../src/runtime/normalizeInputs.js";
import {workflows} from "../../src/workflows/registry.js";

/**
 * Parses the text of a `study.json`.
 *
 * @param where the file's name, for errors
 * @throws DataError with the first problem on one line (file, field, value) and all as issues; an
 * unknown key names the nearest known one. `defaults` are checked as the analyses check them, and a
 * kind that is only reserved is refused; so is what a study of scores cannot be
 */
export function parseStudySpec(text: string, where: string): StudySpec {
  const value = withScores(parseJson(text, where));
  const parsed = studySchema.safeParse(value);
  if (parsed.success) return checked(parsed.data, where);
  const issues = parsed.error.issues.map((issue) => describe(issue, value));
  const first = issues[0];
  throw new DataError(`${where}: ${first?.path ? `${first.path}: ` : ""}${first?.message}`, issues);
}

/** A study of scores need not say that its scores are taken as they are. */
function withScores(value: unknown): unknown {
  const isScores =
    typeof value === "object" && value !== null && "kind" in value && value.kind === "scores";
  return isScores ? {embedder: "scores", ...value} : value;
}

function checked(spec: StudySpec, where: string): StudySpec {
  if (spec.kind !== "responses" && spec.kind !== "scores")
    throw new DataError(
      `${where}: kind: must be "responses" or "scores", others are reserved; got ${JSON.stringify(spec.kind)}`
    );
  if (spec.kind === "scores") requireOneScore(spec, where);
  for (const [name, inputs] of Object.entries(spec.defaults)) checkDefaults(name, inputs, where);
  return spec;
}

/** A score is not embedded otherwise, nor made here, and a task has one. */
function requireOneScore(spec: StudySpec, where: string): void {
  const wanted = {embedder: "scores", replicates: 1, source: undefined};
  for (const [key, value] of Object.entries(wanted)) {
    const found = spec[key as keyof typeof wanted];
    if (found === value) continue;
    const expected = `${where}: ${key}: must be ${JSON.stringify(value) ?? "absent"} in a study of scores`;
    throw new DataError(`${expected}; got ${JSON.stringify(found)}`);
  }
}

function checkDefaults(name: string, inputs: Readonly<Record<string, unknown>>, where: string) {
  const workflow = workflows.get(name);
  if (!workflow) {
    const known = [...workflows.keys()];
    const expected = `${where}: defaults: analysis must be one of ${known.join(", ")}`;
    throw new DataError(`${expected}; got "${name}"${suggestion(name, known)}`);
  }
  try {
    normalizeInputs(workflow, inputs, {});
  } catch (error) {
    if (error instanceof DomainError) throw new DataError(`${where}: defaults: ${error.message}`);
    throw error;
  }
}

function describe(issue: z.core.$ZodIssue, value: unknown) {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return unknownKey(issue.keys[0] ?? "", path);
  const message = issue.message.replace(/^Invalid input: /, "");
  const got = JSON.stringify(valueAt(value, issue.path)) ?? "nothing";
  return {path, code: issue.code, message: `${message}; got ${got.slice(0, 80)}`};
}

function unknownKey(key: string, path: string) {
  const known = keysAt(path);
  const message = `key must be one of ${known.join(", ")}; got "${key}"${suggestion(key, known)}`;
  return {path, code: "unrecognized_keys", message};
}

function keysAt(path: string): string[] {
  const shape = studySchema.shape;
  if (path.startsWith("covariates.")) return Object.keys(covariateSpec.shape);
  if (path === "sampling") return Object.keys(shape.sampling.unwrap().shape);
  if (path === "publish") return Object.keys(shape.publish.unwrap().shape);
  if (path.startsWith("authors")) return Object.keys(shape.authors.unwrap().element.shape);
  return Object.keys(shape);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value
  );
}
