import type {z} from "zod";
import {mannerOf} from "../src/lib/schema/input.js";
import {inputDefaults} from "../src/lib/schema/inputDefaults.js";
import type {Workflow} from "../src/runtime/workflow.js";
import {type Field, fieldList, valuesOf} from "./fields.js";

/** Inputs of analyses as a page: those of all first, then what fewer have, each input once. */
export function inputsPage(workflows: readonly Workflow[]): string {
  const shapes = new Map(workflows.map(({name, inputs}) => [name, shapeOf(inputs)]));
  const sections = new Map<string, Field[]>();
  const told = new Set<string>();
  for (const shape of shapes.values())
    for (const [name, schema] of Object.entries(shape)) {
      const having = [...shapes].filter(([, other]) => other[name] === schema).map(([of]) => of);
      if (told.has(`${name} ${having}`)) continue;
      told.add(`${name} ${having}`);
      const title = having.length === shapes.size ? "every analysis" : having.join(" and ");
      sections.set(title, [...(sections.get(title) ?? []), inputField(name, schema, shape)]);
    }
  const section = ([title, fields]: [string, Field[]]) =>
    `## Inputs of ${title}\n\n${fieldList(fields)}`;
  return [...sections].map(section).join("\n\n");
}

type Shape = Readonly<Record<string, z.ZodType>>;

const shapeOf = (inputs: unknown): Shape => (inputs as z.ZodObject).shape as Shape;

function inputField(name: string, schema: z.ZodType, shape: Shape): Field {
  const {label = "", help = ""} = mannerOf(schema) ?? {};
  const byDefault = JSON.stringify(inputDefaults(shape)[name]);
  const about = help === "" ? "" : `${label}. ${help}`;
  return {path: name, values: valuesOf(schema), byDefault, needed: false, about};
}
