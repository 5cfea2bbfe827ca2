import {readFile} from "node:fs/promises";
import {DomainError} from "../src/lib/core/errors.js";

/**
 * Inputs from a file: a JSON object of them, or the result of a run, which holds those it was made with.
 *
 * @param workflow the analysis they are for; a result of another is refused
 */
export async function readParams(
  path: string,
  workflow: string
): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new DomainError(`params: file must exist; got ${path}`, "INPUT");
  });
  const value = parsed(text, path);
  if (!isObject(value))
    throw new DomainError(
      `params: ${path} must hold an object of inputs; got ${text.slice(0, 40)}`,
      "INPUT"
    );
  if (!isObject(value.inputs)) return value;
  if (value.workflow !== workflow)
    throw new DomainError(
      `params: ${path} must be of ${workflow}; got a run of ${String(value.workflow)}`,
      "INPUT"
    );
  return value.inputs;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError(
      `params: ${path} must be JSON; got ${JSON.stringify(text.slice(0, 40))}`,
      "INPUT"
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
