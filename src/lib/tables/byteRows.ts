const missing = 255;
const largest = 254;

/**
 * Numbers ≥ 0 as one byte each with one scale a row: `scale · byte` is the nearest of 255 levels from
 * 0 to the row's maximum; 255 stands for NaN. Negative numbers (unbiased metrics may give them)
 * become 0.
 *
 * @param data rows × width, row-major
 */
export function encodeBytes(
  data: Float32Array,
  rows: number,
  width: number
): {bytes: Uint8Array; scales: Float32Array} {
  const bytes = new Uint8Array(data.length);
  const scales = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * width, (i + 1) * width);
    const most = row.reduce((high, x) => (Number.isNaN(x) ? high : Math.max(high, x)), 0);
    const scale = Math.fround(most / largest);
    scales[i] = scale;
    for (let k = 0; k < width; k++) bytes[i * width + k] = byteOf(row[k] as number, scale);
  }
  return {bytes, scales};
}

/** The numbers `encodeBytes` stands for. */
export function decodeBytes(bytes: Uint8Array, scales: Float32Array, width: number): Float32Array {
  const data = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    data[i] = byte === missing ? Number.NaN : byte * (scales[Math.floor(i / width)] as number);
  }
  return data;
}

function byteOf(value: number, scale: number): number {
  if (Number.isNaN(value)) return missing;
  return scale === 0 ? 0 : Math.min(largest, Math.max(0, Math.round(value / scale)));
}
