import {createHash} from "node:crypto";

/**
 * The name of a value by its content: sha256 of its JSON with the keys of every object in order, so
 * that two values that mean the same have one key. 64 hexadecimal digits.
 */
export function contentKey(...parts: readonly unknown[]): string {
  return createHash("sha256").update(canonicalJson(parts)).digest("hex");
}

/** sha256 of bytes, one run after another. */
export function bytesKey(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** The views of typed arrays as bytes, without copying. */
export function bytesOf(array: Float32Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** sha256 of a table's rows, whatever the order of their columns. */
export function rowsKey(rows: readonly object[]): string {
  const key = growingRowsKey();
  for (const row of rows) key.add(row);
  return key.finish();
}

/** `rowsKey` of rows that are not all there at once. */
export function growingRowsKey(): {add(row: object): void; finish(): string} {
  const hash = createHash("sha256");
  return {
    add: (row) => void hash.update(`${canonicalJson(row)}\n`),
    finish: () => hash.digest("hex")
  };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner) ? sorted(inner) : inner
  );
}

/** Undefined fields and absent ones are one thing, as in JSON. */
function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
