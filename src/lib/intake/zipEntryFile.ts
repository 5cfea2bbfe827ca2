import {inflateSync} from "fflate";
import {crc32} from "./crc32.js";
import {invalidFile} from "./readJson.js";
import type {SourceFile} from "./types.js";
import {viewOf, type ZipEntry} from "./zipEntries.js";
import {unpackZstd} from "./zstdFrames.js";

/** An entry may hold so many bytes; text of more than this fits no string. */
const mostBytes = 2 ** 29;
/** Packed smaller than this by a true log is unheard of; deflate cannot go beyond 1032. */
const mostRatio = 2000;
/** Small entries may be packed as well as they like. */
const smallEntry = 1 << 20;

/**
 * An entry of a ZIP archive as a file of its own, named `archive#entry`; it is unpacked as a whole
 * when its bytes are asked for, and checked against its size and CRC-32.
 *
 * @returns a file whose `bytes` throws DataError if the entry is encrypted, packed by another method
 * than stored, deflate and zstd, larger than 512 MiB or packed too well to be a log, or damaged
 */
export function zipEntryFile(archive: SourceFile, entry: ZipEntry): SourceFile {
  const path = `${archive.path}#${entry.name}`;
  return {
    path,
    size: entry.size,
    bytes: async (from, to) => {
      requireSound(entry, path);
      const bytes = unpack(await packedBytes(archive, entry, path), entry, path);
      if (bytes.length !== entry.size)
        throw invalidFile(path, `entry must hold ${entry.size} bytes`, `${bytes.length}`);
      if (crc32(bytes) !== entry.crc)
        throw invalidFile(path, "entry must have its CRC-32", "another");
      return from === undefined && to === undefined ? bytes : bytes.subarray(from, to);
    }
  };
}

function requireSound({size, packed, encrypted}: ZipEntry, path: string): void {
  if (encrypted) throw invalidFile(path, "entry must not be encrypted", "an encrypted one");
  if (size > mostBytes) throw invalidFile(path, "entry must hold at most 512 MiB", `${size} bytes`);
  if (size > smallEntry && size > packed * mostRatio)
    throw invalidFile(
      path,
      `entry must be packed at most ${mostRatio} to 1`,
      `${size} bytes in ${packed}`
    );
}

async function packedBytes(archive: SourceFile, entry: ZipEntry, path: string) {
  const {offset, packed} = entry;
  if (offset + 30 + packed > archive.size)
    throw invalidFile(path, "entry must lie in the archive", `${packed} bytes at ${offset}`);
  const header = viewOf(await archive.bytes(offset, offset + 30));
  if (header.getUint32(0, true) !== 0x04034b50)
    throw invalidFile(path, "entry must have a header", `none at ${offset}`);
  const from = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  return archive.bytes(from, from + packed);
}

function unpack(packed: Uint8Array, {method, size}: ZipEntry, path: string): Uint8Array {
  if (method === 0) return packed;
  if (method === 93) return unpackZstd(packed, size, path);
  if (method !== 8) throw invalidFile(path, "entry must be stored, deflate or zstd", `${method}`);
  try {
    // One byte more than said, so that an entry of more than it says is found out.
    return inflateSync(packed, {out: new Uint8Array(size + 1)});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidFile(path, "entry must be complete deflate data", reason);
  }
}
