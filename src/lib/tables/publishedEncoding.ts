import {decodeBytes, encodeBytes} from "./byteRows.js";

/** Above this many bytes of Float32 a table goes out as bytes with one scale a row. */
const largestFloat32 = 16 * 2 ** 20;

/** How a table's squared distances are published, by their size. */
export function publishedEncoding(squared: Float32Array): "float32" | "uint8" {
  return squared.byteLength > largestFloat32 ? "uint8" : "float32";
}

/** The squared distances a reader of the published table gets, after rounding to its encoding. */
export function asPublished(squared: Float32Array, rows: number): Float32Array {
  if (publishedEncoding(squared) === "float32" || rows === 0) return squared;
  const width = squared.length / rows;
  const {bytes, scales} = encodeBytes(squared, rows, width);
  return decodeBytes(bytes, scales, width);
}
