import {createHash} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {sha256} from "../../../src/lib/core/sha256.js";
import {float16Bits, fromFloat16Bits} from "../../../src/lib/embedding/float16.js";
import {hashNgram} from "../../../src/lib/embedding/hashNgram.js";

/** The definition read literally: slow, and built on a Map of strings. */
function literally(text: string): Float32Array {
  const points = [...text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "")].slice(0, 2000);
  const counts = new Map<string, number>();
  for (const n of [1, 2, 3])
    for (let i = 0; i + n <= points.length; i++) {
      const gram = points.slice(i, i + n).join("");
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  const sums = new Array<number>(512).fill(0);
  for (const [gram, count] of counts) {
    let h = 0x811c9dc5;
    for (const byte of Buffer.from(gram, "utf8")) h = Math.imul(h ^ byte, 0x01000193) >>> 0;
    sums[h & 511] = (sums[h & 511] as number) + (h & 65536 ? -1 : 1) * Math.sqrt(count);
  }
  const norm = Math.hypot(...sums);
  return Float32Array.from(sums, (sum) => (norm === 0 ? 0 : sum / norm));
}

describe("hashNgram", () => {
  it("agrees with the definition read literally", () => {
    const texts = fc.oneof(
      fc.string({unit: "grapheme", maxLength: 300}),
      fc.string({
        unit: fc.constantFrom("a", "b", " ", "\n", "é", "漢", "😀", "\u00a0"),
        maxLength: 3000
      })
    );
    fc.assert(
      fc.property(texts, (text) => {
        const [fast, slow] = [hashNgram(text), literally(text)];
        for (let i = 0; i < 512; i++) expect(fast[i]).toBeCloseTo(slow[i] as number, 6);
      }),
      {numRuns: 60}
    );
  });

  it("gives an empty or blank text the zero vector", () => {
    for (const text of ["", " \n\t\r "]) expect(hashNgram(text).every((x) => x === 0)).toBe(true);
  });

  it("reads at most 2000 code points and takes white space for one space", () => {
    expect(hashNgram("ab".repeat(3000))).toEqual(hashNgram("ab".repeat(1000)));
    expect(hashNgram(" a\r\n\tb ")).toEqual(hashNgram("a b"));
    expect(hashNgram("a\ud800b")).toEqual(hashNgram("a\ufffdb"));
  });

  it("has length one", () => {
    const square = hashNgram("Name a prime.").reduce((sum, x) => sum + x * x, 0);
    expect(square).toBeCloseTo(1, 6);
  });
});

describe("float16Bits", () => {
  it("inverts fromFloat16Bits on every number", () => {
    const wrong = Array.from({length: 0x10000}, (_, bits) => bits).filter((bits) => {
      const value = fromFloat16Bits(bits);
      return !Number.isNaN(value) && float16Bits(value) !== bits;
    });
    expect(wrong).toEqual([]);
  });

  it("rounds to the nearest, ties to even", () => {
    expect(fromFloat16Bits(float16Bits(1 + 2 ** -11))).toBe(1);
    expect(fromFloat16Bits(float16Bits(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
    expect(fromFloat16Bits(float16Bits(2 ** -25))).toBe(0);
    expect(fromFloat16Bits(float16Bits(70000))).toBe(Number.POSITIVE_INFINITY);
    expect(Number.isNaN(fromFloat16Bits(float16Bits(Number.NaN)))).toBe(true);
  });
});

describe("sha256", () => {
  it("agrees with Node's for any text and length", () => {
    const lengths = Array.from({length: 140}, (_, i) => "é".repeat(i));
    for (const text of lengths)
      expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 400}), (bytes) => {
        expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
      })
    );
  });
});

/** Equal bits, or both zero. */
const sameHalf = (a: number, b: number) => a === b || (a % 0x8000 === 0 && b % 0x8000 === 0);

const fixtures = process.env.VANTAGE_FIXTURES;

describe.skipIf(fixtures === undefined)("hash-ngram-512 of AlpacaEval (VANTAGE_FIXTURES)", () => {
  it("equals the golden file, rounded to half precision, at over 2,000 texts a second", () => {
    const root = join(fixtures as string, "alpacaeval-dev");
    const read = (path: string) => readFileSync(join(root, path));
    expect(existsSync(root)).toBe(true);
    const {models} = JSON.parse(read("embeddings/hash-ngram-512.meta.json").toString()) as {
      models: string[];
    };
    const npy = read("embeddings/hash-ngram-512.f16.npy");
    const start = npy.readUInt16LE(8) + 10;
    const golden = new Uint16Array(npy.buffer.slice(npy.byteOffset + start));
    const queries = (JSON.parse(read("queries.json").toString()) as {instruction: string}[]).map(
      (query) => query.instruction
    );
    const position = new Map(queries.map((text, j) => [text, j]));
    let [seen, different, milliseconds] = [0, 0, 0];
    models.forEach((model, i) => {
      const rows = JSON.parse(read(`results/${model}/model_outputs.json`).toString()) as {
        instruction: string;
        output: string;
      }[];
      for (const {instruction, output} of rows) {
        const began = performance.now();
        const vector = hashNgram(output);
        milliseconds += performance.now() - began;
        const at = (i * queries.length + (position.get(instruction) as number)) * 512;
        for (let k = 0; k < 512; k++)
          if (!sameHalf(float16Bits(vector[k] as number), golden[at + k] as number)) different++;
        seen++;
      }
    });
    expect(seen).toBe(9599);
    expect(different).toBe(0);
    expect((seen / milliseconds) * 1000).toBeGreaterThan(2000);
    process.stderr.write(`hash-ngram-512: ${((seen / milliseconds) * 1000).toFixed(0)} texts/s\n`);
  });
});
