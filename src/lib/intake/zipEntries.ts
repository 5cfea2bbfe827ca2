import {invalidFile} from "./readJson.js";
import type {SourceFile} from "./types.js";

/** What the directory of a ZIP archive says of one entry. The name is a name, never a path to write to. */
export interface ZipEntry {
  readonly name: string;
  /** in bytes, unpacked and as it lies in the archive */
  readonly size: number;
  readonly packed: number;
  /** 0 stored, 8 deflate, 93 zstd */
  readonly method: number;
  readonly crc: number;
  readonly encrypted: boolean;
  /** where its local header begins */
  readonly offset: number;
}

const endSize = 22;
const longestComment = 0xffff;
const signatures = {end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50, entry: 0x02014b50};
/** A directory of more bytes than this is none. */
const largestDirectory = 1 << 28;

/**
 * The entries of a ZIP archive in the order of its directory, ZIP64 as well; one name may come
 * twice, where an archive was appended to. Reads the directory only.
 *
 * @throws DataError if the file is cut off or no ZIP archive
 */
export async function zipEntries(file: SourceFile): Promise<readonly ZipEntry[]> {
  const {from, length, count} = await directoryOf(file);
  if (length > largestDirectory || from + length > file.size)
    throw invalidFile(file.path, "archive's directory must lie in the file", `${length} bytes`);
  const view = viewOf(await file.bytes(from, from + length));
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== signatures.entry)
      throw invalidFile(file.path, `archive must list ${count} entries`, `${entries.length}`);
    const next = at + 46 + lengths(view, at).reduce((sum, each) => sum + each, 0);
    if (next > view.byteLength)
      throw invalidFile(file.path, `archive must list ${count} entries`, `${entries.length}`);
    entries.push(entryAt(view, at, file.path));
    at = next;
  }
  return entries;
}

/** Bytes as numbers to be read at offsets. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

interface Directory {
  readonly from: number;
  readonly length: number;
  readonly count: number;
}

async function directoryOf(file: SourceFile): Promise<Directory> {
  const start = Math.max(0, file.size - endSize - longestComment - 20);
  const view = viewOf(await file.bytes(start, file.size));
  let at = view.byteLength - endSize;
  while (at >= 0 && view.getUint32(at, true) !== signatures.end) at--;
  if (at < 0) throw invalidFile(file.path, "file must be a complete ZIP archive", "no directory");
  if (at >= 20 && view.getUint32(at - 20, true) === signatures.locator)
    return directory64(file, uint64(view, at - 12));
  return {
    count: view.getUint16(at + 10, true),
    length: view.getUint32(at + 12, true),
    from: view.getUint32(at + 16, true)
  };
}

async function directory64(file: SourceFile, from: number): Promise<Directory> {
  if (from + 56 > file.size)
    throw invalidFile(file.path, "file must be a complete ZIP64 archive", "no directory");
  const view = viewOf(await file.bytes(from, from + 56));
  if (view.getUint32(0, true) !== signatures.end64)
    throw invalidFile(file.path, "file must be a complete ZIP64 archive", "no directory");
  return {count: uint64(view, 32), length: uint64(view, 40), from: uint64(view, 48)};
}

/** Lengths of name, extra fields and comment of the directory's entry at `at`. */
function lengths(view: DataView, at: number): [name: number, extra: number, comment: number] {
  const length = (offset: number) => view.getUint16(at + offset, true);
  return [length(28), length(30), length(32)];
}

function entryAt(view: DataView, at: number, path: string): ZipEntry {
  const [name, extra] = lengths(view, at);
  const wide = wideNumbers(view, at + 46 + name, extra);
  // ZIP64 gives only those numbers that do not fit, in this order.
  const number = (offset: number) => {
    const short = view.getUint32(at + offset, true);
    const number = short === 0xffffffff ? wide.shift() : short;
    if (number === undefined) throw invalidFile(path, "ZIP64 entry must give its sizes", "none");
    return number;
  };
  const size = number(24);
  const packed = number(20);
  const offset = number(42);
  return {
    name: new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, name)),
    size,
    packed,
    offset,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1
  };
}

function wideNumbers(view: DataView, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length; ) {
    const end = Math.min(at + 4 + view.getUint16(at + 2, true), from + length);
    const count = Math.floor((end - at - 4) / 8);
    if (view.getUint16(at, true) === 1)
      return Array.from({length: count}, (_, i) => uint64(view, at + 4 + 8 * i));
    at = end;
  }
  return [];
}

/** Exact up to 2⁵³; more is past the end of any file, and refused there. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
