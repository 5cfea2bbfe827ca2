import {describe, expect, it} from "vitest";
import {readLines} from "../../../src/lib/intake/readLines.js";
import {sourceFile} from "./sourceFile.js";

async function linesOf(content: string | Uint8Array) {
  const found: [string, number, string][] = [];
  for await (const line of readLines(sourceFile("f.jsonl", content)))
    found.push([line.text, line.number, line.ending]);
  return found;
}

describe("readLines", () => {
  it("gives lines with their numbers and breaks, without a byte-order mark", async () => {
    expect(await linesOf("\ufeffa\r\n\n\ufeffb\nc")).toEqual([
      ["a", 1, "\r\n"],
      ["", 2, "\n"],
      ["\ufeffb", 3, "\n"],
      ["c", 4, ""]
    ]);
    expect(await linesOf("")).toEqual([]);
    expect(await linesOf("\ufeff")).toEqual([]);
    expect(await linesOf("a\n")).toEqual([["a", 1, "\n"]]);
  });

  it("joins lines and letters that lie across the pieces of a file", async () => {
    const lines = Array.from({length: 40}, (_, n) => "é✓😀".repeat(1 << (n % 18)).concat(`${n}`));
    const long = "ü".repeat(3 << 20);
    const all = [...lines, long, ...lines];
    expect((await linesOf(all.join("\n"))).map(([text]) => text)).toEqual(all);
  });

  it("refuses other bytes, at the end too", async () => {
    const expected = "f.jsonl: text must be UTF-8; got other bytes";
    await expect(linesOf(Uint8Array.of(97, 10, 0xff, 10))).rejects.toThrow(expected);
    await expect(linesOf(Uint8Array.of(97, 10, 0xc3))).rejects.toThrow(expected);
  });
});
