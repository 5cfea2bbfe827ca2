import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {OnnxSettings} from "../loaders/embed/onnxSettings.js";
import type {Tokens} from "../loaders/embed/openTokenizer.js";
import {type TokenModel, tokenModel} from "../loaders/embed/tokenModel.js";
import {poolTokens} from "../src/lib/embedding/poolTokens.js";
import {tokenBatches} from "../src/lib/embedding/tokenBatches.js";
import {stream} from "../src/lib/random/stream.js";
import {alternate, digits, print, summary, type Times} from "./alternate.js";
import {miniLm, randomTransformer} from "./randomTransformer.js";

/*
 * Promises, on random weights of MiniLM-L6's shape, by processor time: texts packed by length into
 * runs of 512 tokens at least 4 times faster than the same session run on batches of 32 as they
 * come; and 8-bit weights at least twice as fast as 32-bit ones, both packed, with the cosine said.
 */
const [count, budget, fixed] = [128, 512, 32];
const {hidden, vocabulary} = miniLm;
const texts = drawTexts(count);
const lengths = texts.map(({ids}) => ids.length);
const folder = mkdtempSync(join(tmpdir(), "vantage-bench-"));
const [float, byte] = [await open("float32"), await open("int8")];

const packed = tokenBatches(lengths, budget);
const unsorted = Array.from({length: Math.ceil(count / fixed)}, (_, k) =>
  lengths.map((_, i) => i).slice(k * fixed, (k + 1) * fixed)
);
const mean = lengths.reduce((sum, length) => sum + length, 0) / count;
print(`${count} texts of ${digits(mean)} tokens on average, ${Math.max(...lengths)} at most`);

await alternate(
  "packing, 32-bit weights, processor time",
  [
    {name: `runs of ${budget} tokens, longest first`, run: () => timed(float, packed)},
    {name: `batches of ${fixed} as they come`, run: () => timed(float, unsorted)}
  ],
  {rounds: 3, promise: 4}
);
await alternate(
  "8-bit weights, both packed, processor time",
  [
    {name: "8-bit weights", run: () => timed(byte, packed)},
    {name: "32-bit weights", run: () => timed(float, packed)}
  ],
  {rounds: 5, promise: 2}
);

const [a, b, c] = [
  await vectors(float, packed),
  await vectors(byte, packed),
  await vectors(float, unsorted)
];
const same = summary(texts.map((_, i) => cosine(a, b, i)));
const other = summary(texts.map((_, i) => cosine(a, a, i, (i + 1) % count)));
print(`  cosine of 8-bit and 32-bit vectors of a text: ${told(same)}`);
print(`  of two texts, both 32-bit: ${told(other)}`);
const apart = Math.max(...a.map((x, i) => Math.abs(x - (c[i] as number))));
print(`  greatest difference between packed and unpacked: ${apart.toExponential(1)}\n`);
await Promise.all([float.close(), byte.close()]);
rmSync(folder, {recursive: true});

async function open(kind: "float32" | "int8"): Promise<TokenModel> {
  const file = `${kind}.onnx`;
  writeFileSync(join(folder, file), randomTransformer(miniLm, kind));
  return tokenModel({name: kind, folder, file, hidden, padding: 0} as OnnxSettings);
}

/** Lengths as of answers: log-normal, half of them below 32 tokens, none above 256. */
function drawTexts(count: number): Tokens[] {
  const draw = stream(1, "bench", "texts");
  const bell = () => draw.uniform() + draw.uniform() + draw.uniform() - 1.5;
  return Array.from({length: count}, () => {
    const length = Math.min(256, Math.max(4, Math.round(32 * Math.exp(1.8 * bell()))));
    const ids = Array.from({length}, () => Math.floor(draw.uniform() * vocabulary));
    return {ids, types: ids.map(() => 0), cut: false};
  });
}

/** @returns milliseconds of all processors */
async function timed(model: TokenModel, batches: readonly (readonly number[])[]): Promise<number> {
  const before = process.cpuUsage();
  await vectors(model, batches);
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function vectors(model: TokenModel, batches: readonly (readonly number[])[]) {
  const out = new Float32Array(count * hidden);
  for (const batch of batches) {
    const {data, sequence} = await model.run(batch.map((i) => texts[i] as Tokens));
    batch.forEach((i, row) => {
      const start = row * sequence * hidden;
      const own = data.subarray(start, start + (lengths[i] as number) * hidden);
      const settings = {pooling: "mean", cut: undefined, normalize: true} as const;
      poolTokens(own, hidden, settings, out.subarray(i * hidden, (i + 1) * hidden));
    });
  }
  return out;
}

function cosine(a: Float32Array, b: Float32Array, i: number, j = i): number {
  let sum = 0;
  for (let k = 0; k < hidden; k++)
    sum += (a[i * hidden + k] as number) * (b[j * hidden + k] as number);
  return sum;
}

function told({least, median}: Times): string {
  return `median ${median.toFixed(4)}, least ${least.toFixed(4)}`;
}
