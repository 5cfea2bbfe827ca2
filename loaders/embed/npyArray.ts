import {type FileHandle, open} from "node:fs/promises";
import {fromFloat16Bits} from "../../src/lib/embedding/float16.js";
import {invalidFile} from "../../src/lib/intake/readJson.js";

/** What the head of a NumPy file says. */
export interface NpyHeader {
  readonly type: "<f2" | "<f4" | "<f8";
  readonly shape: readonly number[];
  /** where the numbers begin */
  readonly start: number;
}

const sizes = {"<f2": 2, "<f4": 4, "<f8": 8} as const;
const longestHeader = 1 << 16;

/**
 * Reads the head of a NumPy file (NPY 1.0 to 3.0): float16, float32 or float64, little-endian, in C
 * order, with as many numbers as its shape says.
 *
 * @throws DataError for anything else
 */
export async function readNpyHeader(path: string, name = path): Promise<NpyHeader> {
  const file = await open(path);
  try {
    const head = await start(file, longestHeader);
    const header = parseHeader(head, name);
    const {size} = await file.stat();
    const wanted = header.start + count(header.shape) * sizes[header.type];
    if (size === wanted) return header;
    throw invalidFile(name, `file must have the ${wanted} bytes of its shape`, String(size));
  } finally {
    await file.close();
  }
}

/** The numbers of a NumPy file, as float32. @throws DataError as `readNpyHeader` */
export async function readNpyNumbers(path: string, name = path): Promise<Float32Array> {
  const header = await readNpyHeader(path, name);
  const file = await open(path);
  const numbers = new Float32Array(count(header.shape));
  const size = sizes[header.type];
  const step = 1 << 20;
  const bytes = Buffer.alloc(Math.min(step, Math.max(1, numbers.length)) * size);
  try {
    for (let at = 0; at < numbers.length; at += step) {
      const wanted = Math.min(step, numbers.length - at);
      const {bytesRead} = await file.read(bytes, 0, wanted * size, header.start + at * size);
      if (bytesRead !== wanted * size)
        throw invalidFile(name, `file must hold ${wanted * size} bytes more`, String(bytesRead));
      for (let i = 0; i < wanted; i++) numbers[at + i] = read(bytes, i * size, header.type);
    }
  } finally {
    await file.close();
  }
  return numbers;
}

function read(bytes: Buffer, at: number, type: NpyHeader["type"]): number {
  if (type === "<f4") return bytes.readFloatLE(at);
  return type === "<f8" ? bytes.readDoubleLE(at) : fromFloat16Bits(bytes.readUInt16LE(at));
}

async function start(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const {bytesRead} = await file.read(buffer, 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

function parseHeader(head: Buffer, name: string): NpyHeader {
  if (head.length < 12 || head.toString("latin1", 0, 6) !== "\u0093NUMPY")
    throw invalidFile(name, "file must be a NumPy array", "other bytes");
  const long = (head[6] as number) > 1;
  const begin = long ? 12 : 10;
  const length = long ? head.readUInt32LE(8) : head.readUInt16LE(8);
  const text = head.toString("latin1", begin, begin + length);
  const value = (key: string, pattern: string) =>
    new RegExp(`'${key}'\\s*:\\s*${pattern}`).exec(text)?.[1];
  const type = value("descr", "'([^']*)'");
  if (type !== "<f2" && type !== "<f4" && type !== "<f8")
    throw invalidFile(name, "numbers must be <f2, <f4 or <f8", type ?? "none");
  const fortran = value("fortran_order", "(True|False)");
  if (fortran !== "False") throw invalidFile(name, "array must be in C order", "Fortran's");
  const listed = value("shape", "\\(([\\d\\s,]*)\\)") ?? "";
  const shape = listed.split(",").flatMap((part) => (part.trim() === "" ? [] : [Number(part)]));
  return {type, shape, start: begin + length};
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
