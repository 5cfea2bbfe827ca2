import {constants} from "node:fs";
import {type FileHandle, mkdir, open, readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {crc32} from "node:zlib";
import {LoaderError} from "../../src/lib/core/errors.js";
import {bytesOf} from "./contentKey.js";

const keyBytes = 32;
const checkBytes = 4;

/** A file this long is followed by another, so that none outgrows what can be read at once. */
const longestFile = 2 ** 29;

/**
 * Vectors of one width kept by content key, safe against being killed at any moment.
 *
 * A folder of append-only files, one a writing process (opened exclusively, so that two never share
 * one), each a run of records `key (32 bytes) · width float32 · crc32`. A torn or damaged record is
 * not read, and costs only itself to make again.
 */
export interface VectorPack {
  readonly width: number;
  has(key: string): boolean;
  /** a view, not to be written to */
  get(key: string): Float32Array | undefined;
  /** Appends and flushes to the disk; keys already held are skipped. */
  append(entries: readonly {readonly key: string; readonly vector: Float32Array}[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens (or begins) the pack in a folder. */
export async function openVectorPack(directory: string, width: number): Promise<VectorPack> {
  await mkdir(directory, {recursive: true});
  const held = new Map<string, Float32Array>();
  const files = (await readdir(directory)).filter((name) => name.endsWith(".pack")).sort();
  for (const name of files) readRecords(await readFile(join(directory, name)), width, held);
  let file: FileHandle | undefined;
  let length = 0;
  const close = async () => {
    await file?.close();
    file = undefined;
    length = 0;
  };
  return {
    width,
    has: (key) => held.has(key),
    get: (key) => held.get(key),
    async append(entries) {
      const fresh = entries.filter(({key}) => !held.has(key));
      if (fresh.length === 0) return;
      if (length > longestFile) await close();
      file ??= await newFile(directory, files.length);
      const records = Buffer.concat(fresh.map(({key, vector}) => recordOf(key, vector, width)));
      await file.appendFile(records);
      length += records.length;
      await file.datasync();
      for (const {key, vector} of fresh) held.set(key, vector);
    },
    close
  };
}

function recordOf(key: string, vector: Float32Array, width: number): Buffer {
  if (vector.length !== width)
    throw new LoaderError(`vectorPack: vector must have ${width} numbers; got ${vector.length}`);
  const body = Buffer.concat([Buffer.from(key, "hex"), bytesOf(vector)]);
  const check = Buffer.alloc(checkBytes);
  check.writeUInt32LE(crc32(body));
  return Buffer.concat([body, check]);
}

function readRecords(bytes: Buffer, width: number, held: Map<string, Float32Array>): void {
  const size = keyBytes + 4 * width + checkBytes;
  for (let at = 0; at + size <= bytes.length; at += size) {
    const body = bytes.subarray(at, at + size - checkBytes);
    if (crc32(body) !== bytes.readUInt32LE(at + size - checkBytes)) continue;
    const start = bytes.byteOffset + at + keyBytes;
    held.set(body.toString("hex", 0, keyBytes), floats(bytes, start, width));
  }
}

function floats(bytes: Buffer, start: number, width: number): Float32Array {
  if (start % 4 === 0) return new Float32Array(bytes.buffer, start, width);
  return new Float32Array(bytes.buffer.slice(start, start + 4 * width));
}

/** The first free number, taken exclusively. */
async function newFile(directory: string, from: number): Promise<FileHandle> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | constants.O_WRONLY;
  for (let number = from; ; number++) {
    try {
      return await open(join(directory, `${String(number).padStart(6, "0")}.pack`), flags);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
