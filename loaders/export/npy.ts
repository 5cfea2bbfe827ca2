import {ShapeError} from "../../src/lib/core/errors.js";
import {bytesOf} from "../store/contentKey.js";

const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
const block = 64;

/**
 * An array as a NumPy file (NPY version 1.0): little-endian float32 in C order, the data beginning at
 * a multiple of 64 bytes.
 *
 * @param shape the array's sizes, slowest first
 * @throws ShapeError if the data has not as many numbers as the shape
 */
export function npyBytes(shape: readonly number[], data: Float32Array): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length)
    throw new ShapeError(`npy: data must have ${shape.join(" × ")} numbers; got ${data.length}`);
  return Buffer.concat([headerOf(shape), bytesOf(data)]);
}

function headerOf(shape: readonly number[]): Buffer {
  const sizes = shape.map((length) => `${length},`).join(" ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const before = magic.length + 2;
  const length = Math.ceil((before + text.length + 1) / block) * block - before;
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16LE(length);
  return Buffer.concat([magic, prefix, Buffer.from(`${text.padEnd(length - 1)}\n`, "latin1")]);
}
