/** A value of a tidy table. */
export type Scalar = string | number | boolean | null;

/**
 * The single values of a result by their path, e.g. `metrics.mae`: what a row of a sweep tells of a run.
 * Lists and matrices are left out.
 */
export function scalarsOf(value: unknown, path = ""): Record<string, Scalar> {
  if (value === null || ["string", "number", "boolean"].includes(typeof value))
    return {[path]: value as Scalar};
  if (typeof value !== "object" || Array.isArray(value) || ArrayBuffer.isView(value)) return {};
  const parts = Object.entries(value).map(([key, own]) =>
    scalarsOf(own, path === "" ? key : `${path}.${key}`)
  );
  return Object.assign({}, ...parts) as Record<string, Scalar>;
}
