import {deflateSync} from "fflate";
import {crc32} from "../../../src/lib/intake/crc32.js";

/** An entry to be written, and what its directory shall say that is not so. */
export interface WrittenEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** 0 stored, 8 deflate (the default), 93 zstd */
  readonly method?: number;
  readonly packed?: Uint8Array;
  readonly says?: {readonly size?: number; readonly crc?: number; readonly flags?: number};
}

/** A ZIP archive, written by hand, with ZIP64's numbers if asked for. */
export function zipArchive(entries: readonly WrittenEntry[], wide = false): Uint8Array {
  const locals: number[] = [];
  const directory: number[] = [];
  for (const entry of entries) {
    const offset = locals.length;
    const {name, sizes, packed, head} = written(entry);
    locals.push(...u32(0x04034b50), ...head, ...sizes, ...u16(name.length), ...u16(0));
    locals.push(...name, ...packed);
    const [size, packedSize] = [sizes.slice(4), sizes.slice(0, 4)];
    const zero = [0, 0, 0, 0];
    const extra = wide
      ? [...u16(1), ...u16(24), ...size, ...zero, ...packedSize, ...zero, ...u32(offset), ...zero]
      : [];
    const most = u32(0xffffffff);
    directory.push(...u32(0x02014b50), ...u16(45), ...head, ...(wide ? [...most, ...most] : sizes));
    directory.push(...u16(name.length), ...u16(extra.length), ...new Array(10).fill(0));
    directory.push(...(wide ? most : u32(offset)), ...name, ...extra);
  }
  const end = wide ? end64(entries.length, directory.length, locals.length) : [];
  const count = wide ? 0xffff : entries.length;
  const sizes = wide
    ? [...u32(0xffffffff), ...u32(0xffffffff)]
    : [...u32(directory.length), ...u32(locals.length)];
  const last = [...u32(0x06054b50), ...u32(0), ...u16(count), ...u16(count), ...sizes, ...u16(0)];
  return Uint8Array.from([...locals, ...directory, ...end, ...last]);
}

/** A Zstandard frame of raw blocks, with its size in the header or without. */
export function rawFrame(text: string, withSize = true): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  const header = withSize ? [0xa0, ...u32(bytes.length)] : [0x00, 0x38];
  const block = [(bytes.length << 3) | 1, bytes.length >> 5, bytes.length >> 13];
  return [0x28, 0xb5, 0x2f, 0xfd, ...header, ...block.map((byte) => byte & 0xff), ...bytes];
}

function written({name, content, method = 8, packed, says}: WrittenEntry) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const data = packed ?? (method === 8 ? deflateSync(bytes) : bytes);
  const crc = u32(says?.crc ?? crc32(bytes));
  return {
    name: [...new TextEncoder().encode(name)],
    packed: data,
    head: [...u16(45), ...u16(says?.flags ?? 0), ...u16(method), ...u32(0), ...crc],
    sizes: [...u32(data.length), ...u32(says?.size ?? bytes.length)]
  };
}

function end64(count: number, length: number, from: number): number[] {
  const wide = (value: number) => [...u32(value), ...u32(0)];
  const record = [...u32(0x06064b50), ...wide(44), ...u16(45), ...u16(45), ...u32(0), ...u32(0)];
  record.push(...wide(count), ...wide(count), ...wide(length), ...wide(from));
  return [...record, ...u32(0x07064b50), ...u32(0), ...wide(from + length), ...u32(1)];
}

function u16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}
