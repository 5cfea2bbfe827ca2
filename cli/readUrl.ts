import {DomainError} from "../src/lib/core/errors.js";
import type {Workflow} from "../src/runtime/workflow.js";
import {inputsOfAddress} from "../src/workflows/inputAddress.js";

/**
 * Inputs from a page's whole address, or from its part from "?" on. What the address says of the drawing and
 * of other analyses is passed over and logged.
 *
 * @throws DomainError for what is no address of a page, or names an input that no analysis has
 */
export function readUrl(
  text: string,
  workflow: Workflow,
  log: (line: string) => void
): Readonly<Record<string, string>> {
  const {given, notes} = inputsOfAddress(searchOf(text), workflow);
  for (const note of notes) log(`--url: passed over: ${note}`);
  return given;
}

function searchOf(text: string): string {
  if (text.startsWith("?")) return new URL(text, "https://page.invalid").search;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && ["http:", "https:", "file:"].includes(url.protocol)) return url.search;
  throw new DomainError(
    `run: --url must be a page's address or its part from "?"; got ${JSON.stringify(text.slice(0, 80))}`,
    "INPUT"
  );
}
