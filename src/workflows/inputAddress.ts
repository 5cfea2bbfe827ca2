import type {z} from "zod";
import {DomainError} from "../lib/core/errors.js";
import {mannerOf} from "../lib/schema/input.js";
import type {Drawing} from "../lib/schema/manners.js";
import {suggestion} from "../lib/schema/nearestName.js";
import type {Workflow} from "../runtime/workflow.js";
import {addressName} from "./addressName.js";
import {addressParts, brief, longestFilter} from "./addressParts.js";
import {workflows} from "./registry.js";

type Inputs = Readonly<Record<string, unknown>>;

/**
 * The inputs that a page's address has for one analysis, as text; `normalizeInputs` checks and types them.
 * Those of other analyses and of the drawing (`view.…`) are passed over and noted.
 *
 * @param search the part from "?" on, with or without it
 * @throws DomainError for a name that no analysis has, with the nearest one
 */
export function inputsOfAddress(
  search: string,
  workflow: Workflow
): {readonly given: Readonly<Record<string, string>>; readonly notes: readonly string[]} {
  const {parts, notes} = addressParts(search);
  const mine = namesOf(workflow);
  const all = new Map([...workflows.values()].flatMap((each) => [...namesOf(each)]));
  const given: [string, string][] = [];
  const passed: string[] = [];
  for (const [name, text] of parts) {
    const input = mine.get(name);
    if (input !== undefined) given.push([input, text]);
    else if (name.startsWith("view.")) passed.push(`${brief(name)}: of the drawing alone`);
    else if (all.has(name)) passed.push(`${name}: not an input of ${workflow.name}`);
    else throw unknownName(name, [...mine.keys()]);
  }
  return {given: Object.fromEntries(given), notes: [...notes, ...passed]};
}

/**
 * The search part of an address that shows a run on a page, and what stands in the way of that: the inputs
 * that differ from the published ones, by the names that pages use. Empty when none differs. Read again
 * by `inputsOfAddress` over the same published inputs it gives equal inputs.
 *
 * @param inputs every input, normalised
 * @param published those the page starts from, normalised
 */
export function addressOfInputs(
  workflow: Workflow,
  inputs: Inputs,
  published: Inputs
): {readonly search: string; readonly notes: readonly string[]} {
  const changed = Object.entries(inputs).filter(([name, value]) => value !== published[name]);
  const isWritable = ([, value]: [string, unknown]) => !/\p{Surrogate}/u.test(String(value));
  const written = changed.filter(isWritable);
  const halves = changed.filter((entry) => !isWritable(entry));
  const search = new URLSearchParams(
    written.map(([name, value]): [string, string] => [
      addressName(workflow.name, name),
      String(value)
    ])
  );
  const shape = shapeOf(workflow);
  const unseen = written.filter(([name, value]) => !isOffered(drawingOf(shape[name]), value));
  return {
    search: written.length > 0 ? `?${search}` : "",
    notes: [
      ...halves.map(([name]) => `${name}: holds half a character, which no address can`),
      ...unseen.map(([name, value]) => `${name}=${brief(String(value))}: pages do not offer this`)
    ]
  };
}

/** Address names of an analysis's inputs → the inputs. */
function namesOf(workflow: Workflow): Map<string, string> {
  const inputs = Object.keys(shapeOf(workflow));
  return new Map(inputs.map((input) => [addressName(workflow.name, input), input]));
}

function shapeOf({inputs}: Workflow): Readonly<Record<string, z.ZodType>> {
  return (inputs as unknown as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>;
}

function drawingOf(schema: z.ZodType | undefined): Drawing {
  return (schema && mannerOf(schema)?.draw) ?? {kind: "none"};
}

/** Whether a page could show a value; where the study decides that, the page says it itself. */
function isOffered(draw: Drawing, value: unknown): boolean {
  if (draw.kind === "none") return false;
  if (draw.kind === "filter") return String(value).length <= longestFilter;
  if (draw.kind === "whole") return Number(value) >= draw.least && Number(value) <= draw.most;
  return draw.kind !== "choice" || draw.words.some(([word]) => word === value);
}

function unknownName(name: string, known: readonly string[]): DomainError {
  return new DomainError(
    `address: names must be inputs of an analysis; got ${JSON.stringify(brief(name))}${suggestion(name, known)}`,
    "INPUT"
  );
}
