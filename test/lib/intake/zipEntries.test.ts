import {describe, expect, it} from "vitest";
import {crc32} from "../../../src/lib/intake/crc32.js";
import {readText} from "../../../src/lib/intake/readJson.js";
import {zipEntries} from "../../../src/lib/intake/zipEntries.js";
import {zipEntryFile} from "../../../src/lib/intake/zipEntryFile.js";
import {unpackZstd} from "../../../src/lib/intake/zstdFrames.js";
import {sourceFile} from "./sourceFile.js";
import {rawFrame, type WrittenEntry, zipArchive} from "./zipArchive.js";

async function texts(bytes: Uint8Array): Promise<string[]> {
  const archive = sourceFile("a.zip", bytes);
  const entries = await zipEntries(archive);
  return Promise.all(entries.map((entry) => readText(zipEntryFile(archive, entry))));
}

const one = (entry: Partial<WrittenEntry>) =>
  texts(zipArchive([{name: "x", content: "text", ...entry}]));

const long = "a prime number ".repeat(200);

describe("zipEntries", () => {
  it("reads stored, deflate and zstd entries", async () => {
    const frames = Uint8Array.from([
      ...rawFrame("Seven, "),
      ...[0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9], // a skippable frame
      ...rawFrame("eleven.", false)
    ]);
    const entries = [
      {name: "stored", content: "2", method: 0},
      {name: "deflate", content: long},
      {name: "zstd", content: "Seven, eleven.", method: 93, packed: frames},
      {name: "empty", content: "", method: 0}
    ];
    const expected = ["2", long, "Seven, eleven.", ""];
    expect(await texts(zipArchive(entries))).toEqual(expected);
    expect(await texts(zipArchive(entries, true))).toEqual(expected);
  });

  it("takes names for names, and lists a name as often as it comes", async () => {
    const names = ["../../etc/x", "__proto__", "é", "é"];
    const archive = zipArchive(names.map((name) => ({name, content: "1"})));
    const entries = await zipEntries(sourceFile("a.zip", archive));
    expect(entries.map(({name}) => name)).toEqual(names);
  });

  it("finds the directory before a comment", async () => {
    const archive = zipArchive([{name: "x", content: "text"}]);
    archive[archive.length - 2] = 5;
    expect(await texts(Uint8Array.from([...archive, 1, 2, 3, 4, 5]))).toEqual(["text"]);
  });

  it("refuses what is no complete archive", async () => {
    const archive = zipArchive([{name: "x", content: "text"}]);
    const cut = archive.slice(0, archive.length - 10);
    await expect(texts(cut)).rejects.toThrow("a.zip: file must be a complete ZIP archive");
    await expect(texts(Uint8Array.of())).rejects.toThrow("complete ZIP archive; got no directory");
    const more = archive.slice();
    more[more.length - 12] = 2;
    await expect(texts(more)).rejects.toThrow("archive must list 2 entries; got 1");
    const far = archive.slice();
    far[far.length - 7] = 0x10;
    await expect(texts(far)).rejects.toThrow("directory must lie in the file");
  });
});

describe("zipEntryFile", () => {
  it("refuses entries that are too large, before it unpacks them", async () => {
    await expect(one({says: {size: 2 ** 29 + 1}})).rejects.toThrow(
      "a.zip#x: entry must hold at most 512 MiB; got 536870913 bytes"
    );
    await expect(one({says: {size: 2 ** 24}})).rejects.toThrow("packed at most 2000 to 1");
  });

  it("refuses entries that are not what they say", async () => {
    await expect(one({says: {size: 3}})).rejects.toThrow("entry must hold 3 bytes; got 4");
    await expect(one({says: {size: 5}})).rejects.toThrow("entry must hold 5 bytes; got 4");
    await expect(one({says: {crc: 1}})).rejects.toThrow("entry must have its CRC-32");
    await expect(one({says: {flags: 1}})).rejects.toThrow("must not be encrypted");
    await expect(one({method: 12})).rejects.toThrow("stored, deflate or zstd; got 12");
    await expect(one({packed: Uint8Array.of(255, 1)})).rejects.toThrow("complete deflate data");
  });

  it("refuses zstd data that are cut off or say to be more", () => {
    const frame = rawFrame("Seven.");
    const unpack = (bytes: number[], size: number) => unpackZstd(Uint8Array.from(bytes), size, "x");
    expect(() => unpack(frame.slice(0, -1), 6)).toThrow(
      "x: entry must be Zstandard data of 6 bytes"
    );
    expect(() => unpack([1, 2, 3, 4, 5], 6)).toThrow("got no frame");
    expect(() => unpack(frame, 5)).toThrow("x: entry must be Zstandard data of 5 bytes");
    const bomb = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38, ...new Array(40).fill([2, 0, 16, 0]).flat()];
    expect(() => unpack([...bomb, 3, 0, 16, 0], 100)).toThrow("got more than it says");
    const window = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 1, 0, 0];
    expect(() => unpack(window, 0)).toThrow("got more than it says");
    expect(unpack([], 0)).toEqual(new Uint8Array(0));
  });

  it("reads compressed zstd frames with checksums, one after the other", () => {
    // made by `zstd -c` from `long`
    const packed = Buffer.from("KLUv/QRYvQAAeGEgcHJpbWUgbnVtYmVyIAEAphN/1gHIga9r", "base64");
    const bytes = unpackZstd(Buffer.concat([packed, packed]), 2 * long.length, "x");
    expect(new TextDecoder().decode(bytes)).toBe(long + long);
  });

  it("has the CRC-32 of the standard's check word", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });
});
