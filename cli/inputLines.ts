import type {z} from "zod";
import {mannerOf} from "../src/lib/schema/input.js";
import {inputDefaults} from "../src/lib/schema/inputDefaults.js";
import type {Workflow} from "../src/runtime/workflow.js";

/** An input of an analysis, for people and machines. */
export interface InputFacts {
  readonly name: string;
  /** undefined where it must be given */
  readonly default: unknown;
  readonly label: string;
  readonly help: string;
}

/**
 * The inputs of an analysis.
 *
 * @param defaults the study's own, by name
 */
export function inputFacts(
  workflow: Workflow,
  defaults: Readonly<Record<string, unknown>>
): InputFacts[] {
  const shape = (workflow.inputs as unknown as z.ZodObject).shape;
  const own = {...inputDefaults(shape), ...defaults};
  return Object.entries(shape).map(([name, schema]) => {
    const {label = name, help = ""} = mannerOf(schema as z.ZodType) ?? {};
    return {name, default: own[name], label, help};
  });
}

/** A line each for a terminal: name, default, what it does. */
export function inputLines(inputs: readonly InputFacts[]): string[] {
  const width = Math.max(...inputs.map(({name}) => name.length));
  return inputs.map(
    (input) =>
      `${input.name.padEnd(width)}  ${JSON.stringify(input.default)}  ${input.label}: ${input.help}`
  );
}
