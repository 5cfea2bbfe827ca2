import type {PublishedStudy} from "../lib/schema/studyData.js";
import {controlSpecs, inputName} from "./controlSpecs.js";

/** Inputs read from an address, and the parts of it that could not be used. */
export interface Address {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly ignored: readonly string[];
}

/** Search parameters that belong to others (analytics, previews) and are passed over in silence. */
const foreign = /^(utm_|fbclid|gclid|ref$)/;

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
  const inputs: Record<string, unknown> = {};
  const ignored: string[] = [];
  const byName = new Map(controls.map((control) => [inputName(control), control]));
  const entries = [...new URLSearchParams(search)].filter(([name]) => !foreign.test(name));
  const filter = entries.find(([name]) => name === "queries")?.[1] ?? "";
  for (const [name, text] of entries) {
    const control = byName.get(name);
    const value = control === undefined ? undefined : parse(control, text, study, filter);
    if (value === undefined) ignored.push(`${name}=${text.slice(0, 40)}`);
    else inputs[name] = value;
  }
  return {inputs, ignored};
}

/** The search part of an address that brings the changed inputs back; empty when none is. */
export function writeAddress(names: readonly string[], get: (name: string) => unknown): string {
  const search = new URLSearchParams(names.map((name) => [name, String(get(name))]));
  return names.length > 0 ? `?${search}` : "";
}

function parse(control: string, text: string, study: PublishedStudy, filter: string): unknown {
  const spec = controlSpecs[control];
  if (!spec) return undefined;
  if (spec.kind === "filter") return text.length <= 400 ? text : undefined;
  if (spec.kind === "choice")
    return spec.choices(study).find(({value}) => String(value) === text)?.value;
  if (spec.kind === "count" && text === "all") return "all";
  const [least, most] =
    spec.kind === "count" ? [1, spec.most(study, filter)] : [spec.least, spec.most];
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
}
