import {decompress} from "fzstd";
import {invalidFile} from "./readJson.js";
import {viewOf} from "./zipEntries.js";

/** A frame of Zstandard data: where it lies, and at most how many bytes it unpacks to. */
interface Frame {
  readonly from: number;
  readonly to: number;
  readonly most: number;
  readonly window: number;
}

const largestBlock = 1 << 17;
/** Beyond this the decoder sets aside memory that no log needs. */
const largestWindow = 1 << 28;

/**
 * Unpacks Zstandard data (RFC 8878) of any number of frames, skippable ones too. Sizes are added
 * up from the frames' headers first, so that data which would unpack to more than is said is
 * refused and not unpacked.
 *
 * @param size what all frames must unpack to, in bytes
 * @param where for the error
 * @throws DataError if the data are cut off, damaged or of another size
 */
export function unpackZstd(packed: Uint8Array, size: number, where: string): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  try {
    for (const {from, to, most, window} of frames(packed)) {
      // What a frame without a size may hold is known only by whole blocks.
      if (window > largestWindow || most > 2 * size + largestBlock)
        throw new RangeError("more than it says");
      const part = decompress(packed.subarray(from, to));
      bytes.set(part, at);
      at += part.length;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidFile(where, `entry must be Zstandard data of ${size} bytes`, reason);
  }
  return bytes.subarray(0, at);
}

function* frames(packed: Uint8Array): Generator<Frame> {
  const view = viewOf(packed);
  for (let from = 0; from < packed.length; ) {
    const magic = view.getUint32(from, true);
    if (magic >>> 4 === 0x184d2a5) from += 8 + view.getUint32(from + 4, true);
    else if (magic === 0xfd2fb528) {
      const frame = frameAt(view, from);
      yield frame;
      from = frame.to;
    } else throw new RangeError("no frame");
  }
}

function frameAt(view: DataView, from: number): Frame {
  const flags = view.getUint8(from + 4);
  const single = (flags >> 5) & 1;
  const dictionary = [0, 1, 2, 4][flags & 3] as number;
  const sizeBytes = [single, 2, 4, 8][flags >> 6] as number;
  const sizeAt = from + 6 - single + dictionary;
  const size = contentSize(view, sizeAt, sizeBytes);
  const {to, most} = blocks(view, sizeAt + sizeBytes);
  return {
    from,
    to: to + 4 * ((flags >> 2) & 1),
    most: size ?? most,
    window: single === 1 ? (size ?? 0) : windowSize(view.getUint8(from + 5))
  };
}

function contentSize(view: DataView, at: number, bytes: number): number | undefined {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  if (bytes === 4) return view.getUint32(at, true);
  return bytes === 8 ? Number(view.getBigUint64(at, true)) : undefined;
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** Walks over a frame's blocks to its end. */
function blocks(view: DataView, start: number): {to: number; most: number} {
  let at = start;
  let most = 0;
  for (let isLast = false; !isLast; ) {
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const [type, length] = [(header >> 1) & 3, header >> 3];
    isLast = (header & 1) === 1;
    most += type === 2 ? largestBlock : Math.min(length, largestBlock);
    at += 3 + (type === 1 ? 1 : length);
  }
  return {to: at, most};
}
