import type {z} from "zod";

/** What inputs are when nothing is said of them, by name; those that must be given are left out. */
export function inputDefaults(
  shape: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  const found = Object.entries(shape).map(([name, schema]) => {
    const parsed = (schema as z.ZodType).safeParse(undefined);
    return [name, parsed.success ? parsed.data : undefined] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}
