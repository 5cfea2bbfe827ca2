import type {z} from "zod";
import {DataError} from "../../src/lib/core/errors.js";
import {parseJson} from "../../src/lib/intake/readJson.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import {covariateSpec, type StudySpec, studySchema} from "../../src/lib/schema/study.js";

/**
 * Parses the text of a `study.json`.
 *
 * @param where the file's name, for errors
 * @throws DataError with the first problem on one line (file, field, value) and all as issues; an
 * unknown key names the nearest known one
 */
export function parseStudySpec(text: string, where: string): StudySpec {
  const value = parseJson(text, where);
  const parsed = studySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => describe(issue, value));
  const first = issues[0];
  throw new DataError(`${where}: ${first?.path ? `${first.path}: ` : ""}${first?.message}`, issues);
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
