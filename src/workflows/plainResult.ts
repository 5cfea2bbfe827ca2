/**
 * A result with plain arrays for typed ones, as it goes into JSON.
 *
 * @param value anything JSON can hold, and typed arrays; not changed
 */
export function plainResult(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map(plainResult);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, plainResult(own)]));
}
