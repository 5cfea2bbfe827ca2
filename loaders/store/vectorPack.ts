import {constants, readSync} from "node:fs";
import {type FileHandle, mkdir, open, readdir} from "node:fs/promises";
import {join} from "node:path";
import {crc32} from "node:zlib";
import {LoaderError} from "../../src/lib/core/errors.js";
import {bytesOf} from "./contentKey.js";
import {createKeyIndex, type KeyIndex} from "./keyIndex.js";

const keyBytes = 32;
const checkBytes = 4;

/** A file this long is followed by another, so that a damaged one costs little. */
const longestFile = 2 ** 29;
/** Bytes read at once when a pack is opened. */
const stretch = 1 << 22;

/**
 * Vectors of one width kept by content key, safe against being killed at any moment, and read from
 * the disk when asked for: memory holds where they are, not what they are.
 *
 * A folder of append-only files, one a writing process (opened exclusively, so that two never share
 * one), each a run of records `key (32 bytes) · width float32 · crc32`. A torn or damaged record is
 * not read, and costs only itself to make again.
 */
export interface VectorPack {
  readonly width: number;
  has(key: string): boolean;
  get(key: string): Float32Array | undefined;
  /** Appends and flushes to the disk; keys already held are skipped. */
  append(entries: readonly {readonly key: string; readonly vector: Float32Array}[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens (or begins) the pack in a folder. */
export async function openVectorPack(directory: string, width: number): Promise<VectorPack> {
  await mkdir(directory, {recursive: true});
  const index = createKeyIndex();
  const files: FileHandle[] = [];
  for (const name of (await readdir(directory)).filter((name) => name.endsWith(".pack")).sort()) {
    files.push(await open(join(directory, name)));
    await readKeys(files, width, index);
  }
  let file: FileHandle | undefined;
  let length = 0;
  return {
    width,
    has: index.has,
    get(key) {
      const place = index.get(key);
      return place && vectorAt(files[place.file]?.fd ?? -1, place.at, width);
    },
    async append(entries) {
      const fresh = new Map(
        entries.filter(({key}) => !index.has(key)).map(({key, vector}) => [key, vector])
      );
      if (fresh.size === 0) return;
      if (file === undefined || length > longestFile) {
        file = await newFile(directory, files.length);
        files.push(file);
        length = 0;
      }
      const records = [...fresh].map(([key, vector]) => recordOf(key, vector, width));
      await file.appendFile(Buffer.concat(records));
      await file.datasync();
      for (const key of fresh.keys()) {
        index.add(key, files.length - 1, length + keyBytes);
        length += recordSize(width);
      }
    },
    async close() {
      await Promise.all(files.splice(0).map((each) => each.close()));
      file = undefined;
    }
  };
}

function recordSize(width: number): number {
  return keyBytes + 4 * width + checkBytes;
}

function recordOf(key: string, vector: Float32Array, width: number): Buffer {
  if (vector.length !== width)
    throw new LoaderError(`vectorPack: vector must have ${width} numbers; got ${vector.length}`);
  const body = Buffer.concat([Buffer.from(key, "hex"), bytesOf(vector)]);
  const check = Buffer.alloc(checkBytes);
  check.writeUInt32LE(crc32(body));
  return Buffer.concat([body, check]);
}

function vectorAt(fd: number, at: number, width: number): Float32Array {
  const vector = new Float32Array(width);
  const bytes = bytesOf(vector);
  if (readSync(fd, bytes, 0, bytes.length, at) === bytes.length) return vector;
  throw new LoaderError(`vectorPack: file must hold ${bytes.length} bytes at ${at}; got fewer`);
}

/** Notes where the whole records of the last file are, reading it a stretch at a time. */
async function readKeys(files: readonly FileHandle[], width: number, index: KeyIndex) {
  const file = files.at(-1) as FileHandle;
  const size = recordSize(width);
  const records = Math.max(1, Math.floor(stretch / size));
  const buffer = Buffer.alloc(records * size);
  for (let from = 0; ; from += buffer.length) {
    const {bytesRead} = await file.read(buffer, 0, buffer.length, from);
    for (let at = 0; at + size <= bytesRead; at += size) {
      const body = buffer.subarray(at, at + size - checkBytes);
      if (crc32(body) !== buffer.readUInt32LE(at + size - checkBytes)) continue;
      index.add(body.toString("hex", 0, keyBytes), files.length - 1, from + at + keyBytes);
    }
    if (bytesRead < buffer.length) return;
  }
}

/** The first free number, taken exclusively. */
async function newFile(directory: string, from: number): Promise<FileHandle> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | constants.O_RDWR;
  for (let number = from; ; number++) {
    try {
      return await open(join(directory, `${String(number).padStart(6, "0")}.pack`), flags);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
