import type {z} from "zod";
import type {InputManner} from "./manners.js";

/**
 * An input of an analysis: what it may be, by default what, and how people meet it.
 *
 * @param schema checks and normalises a value; a `default` makes it optional
 * @param manner label, help and drawing; `mannerOf` finds it again
 */
export function input<Schema extends z.ZodType>(schema: Schema, manner: InputManner): Schema {
  return schema.meta({...manner});
}

/** How people meet an input; undefined for a schema that `input` has not made. */
export function mannerOf(schema: z.ZodType): InputManner | undefined {
  const found = schema.meta();
  return found && "draw" in found ? (found as unknown as InputManner) : undefined;
}
