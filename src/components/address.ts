import {suggestion} from "../lib/schema/nearestName.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {addressParts, brief, longestFilter} from "../workflows/addressParts.js";
import type {Choice} from "./controlChoices.js";
import {type ControlSpec, controlSpecs, inputName} from "./controlSpecs.js";

/** Inputs read from an address, and the parts of it that could not be used. */
export interface Address {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** each part not used, with what was expected there */
  readonly ignored: readonly string[];
}

/** A value of the control's type, or what should have been there. */
type Parsed = {readonly value: unknown} | {readonly expected: string};

/**
 * Read a page's inputs from its address, each checked against the control it belongs to.
 *
 * @param search e.g. `?queryCount=10&regression.method=knn`
 * @param controls the controls the page shows
 */
export function readAddress(
  search: string,
  study: PublishedStudy,
  controls: readonly string[]
): Address {
  const byName = new Map(controls.map((control) => [inputName(control), control]));
  const {parts, notes} = addressParts(search);
  const inputs: Record<string, unknown> = {};
  const ignored = [...notes];
  for (const [name, text] of parts) {
    const spec = controlSpecs[byName.get(name) ?? ""];
    const parsed = spec
      ? parseInput(spec, text, study, parts.get("queries") ?? "")
      : {expected: `not an input of this page${suggestion(name, byName.keys())}`};
    if ("value" in parsed) inputs[name] = parsed.value;
    else ignored.push(`${brief(name)}=${brief(text)}: ${parsed.expected}`);
  }
  return {inputs, ignored};
}

/** The search part of an address that brings the changed inputs back; empty when none is. */
export function writeAddress(names: readonly string[], get: (name: string) => unknown): string {
  const search = new URLSearchParams(names.map((name) => [name, String(get(name))]));
  return names.length > 0 ? `?${search}` : "";
}

/**
 * Reads the text of one input, from an address or as typed into its field.
 *
 * @param filter over the queries, which bounds how many can be asked
 * @returns the value, or what was expected
 */
export function parseInput(
  spec: ControlSpec,
  text: string,
  study: PublishedStudy,
  filter = ""
): Parsed {
  if (spec.kind === "filter")
    return text.length <= longestFilter
      ? {value: text}
      : {expected: `must be at most ${longestFilter} characters`};
  if (spec.kind === "choice") return choose(spec.choices(study), text);
  if (spec.kind === "count" && text === "all") return {value: "all"};
  const [least, most] =
    spec.kind === "count" ? [1, spec.most(study, filter)] : [spec.least, spec.most];
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return {value};
  const otherwise = spec.kind === "count" ? ", or all" : "";
  return {expected: `must be a whole number from ${least} to ${most}${otherwise}`};
}

function choose(choices: readonly Choice[], text: string): Parsed {
  const found = choices.find(({value}) => String(value) === text);
  if (found) return {value: found.value};
  const known = choices.map(({value}) => String(value)).filter((value) => value !== "");
  const shown = known.slice(0, 6).map(brief).join(", ");
  return {expected: `must be one of ${shown}${known.length > 6 ? ", …" : ""}`};
}
