import {z} from "zod";
import {prose} from "./docstring.js";

/** A field of a file or table, or an input of an analysis. */
export interface Field {
  readonly path: string;
  /** what it may be, in words */
  readonly values: string;
  /** as JSON; undefined where there is none */
  readonly byDefault?: string;
  readonly needed: boolean;
  readonly about: string;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** Every field that a schema knows, those inside others by their paths, in the schema's order. */
export function fieldsOf(schema: z.ZodType): Field[] {
  return fieldsIn(jsonSchemaOf(schema), "");
}

/** What a schema lets through, in words. */
export function valuesOf(schema: z.ZodType): string {
  return words(jsonSchemaOf(schema, "output"));
}

function jsonSchemaOf(schema: z.ZodType, io: "input" | "output" = "input"): Schema {
  return z.toJSONSchema(schema, {io, unrepresentable: "any"}) as Schema;
}

function fieldsIn(schema: Schema, above: string): Field[] {
  const needed = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, found]) => {
    const [path, field] = [`${above}${name}`, found as Schema];
    const byDefault = field.default === undefined ? undefined : JSON.stringify(field.default);
    const about = field.description ?? "";
    const own = {path, values: words(field), byDefault, needed: needed.has(name), about};
    return [own, ...inside(field, path)];
  });
}

/** Fields of the objects that a field may hold, itself or in a list or by name. */
function inside(field: Schema, path: string): Field[] {
  const parts = (field.anyOf ?? []) as readonly Schema[];
  const isEither = parts.filter(({properties}) => properties).length > 1;
  const within = parts
    .flatMap((part) => inside(part, path))
    .map((found) => (isEither ? {...found, needed: false} : found));
  const {items, additionalProperties: named} = field;
  if (isSchema(items)) within.push(...inside(items, `${path}[]`));
  if (isSchema(named)) within.push(...inside(named, `${path}.‹name›`));
  return field.properties ? [...within, ...fieldsIn(field, `${path}.`)] : within;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function words(schema: Schema): string {
  if (schema.anyOf) return [...new Set((schema.anyOf as Schema[]).map(words))].join(", or ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.type === "array")
    return isSchema(schema.items) ? `list (${words(schema.items)})` : "list";
  const named: Record<string, string> = {string: "text", object: "object", null: "nothing"};
  const type = schema.type as string | undefined;
  return `${type === undefined ? "anything" : (named[type] ?? type)}${bounds(schema)}`;
}

function bounds({minimum, maximum, exclusiveMinimum, exclusiveMaximum}: Schema): string {
  const isSafe = (bound?: number) => bound !== undefined && Math.abs(bound) < 2 ** 53 - 1;
  const told = [
    isSafe(minimum) ? `at least ${minimum}` : "",
    exclusiveMinimum === undefined ? "" : `above ${exclusiveMinimum}`,
    isSafe(maximum) ? `at most ${maximum}` : "",
    exclusiveMaximum === undefined ? "" : `below ${exclusiveMaximum}`
  ].filter((bound) => bound !== "");
  return told.length === 0 ? "" : ` ${told.join(", ")}`;
}

/** Fields as a list, which reads as well on a narrow page as on a wide one. */
export function fieldList(fields: readonly Field[]): string {
  return fields.map(fieldItem).join("\n");
}

function fieldItem({path, values, byDefault, needed, about}: Field): string {
  const ends = byDefault === undefined ? (needed ? ["needed"] : []) : [`default \`${byDefault}\``];
  return `- **\`${path}\`** (${[values, ...ends].join("; ")}): ${prose(about)}`;
}
