import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {condensedLength} from "../../../src/lib/core/condensed.js";

/** The recorded AlpacaEval embeddings and reference numbers, read without any loader of ours. */
export interface AlpacaEval {
  readonly models: readonly string[];
  readonly families: readonly string[];
  readonly winrates: readonly (number | null)[];
  /** queries every model answered */
  readonly queries: readonly number[];
  readonly table: Float32Array;
  readonly reference: Reference;
}

export interface Reference {
  readonly models: readonly string[];
  readonly all: {
    readonly D: readonly (readonly number[])[];
    readonly eigenvalues: readonly number[];
    readonly elbows_eigenvalues: readonly number[];
    readonly coordinates_d10: readonly (readonly number[])[];
  };
}

/** The fixtures' folder, null when VANTAGE_FIXTURES is unset. @throws if it is set but absent */
export function fixturesFolder(): string | null {
  const folder = process.env.VANTAGE_FIXTURES;
  if (folder === undefined || folder === "") return null;
  if (!existsSync(folder)) throw new Error(`VANTAGE_FIXTURES names no folder: ${folder}`);
  return folder;
}

/** Reads everything and sums squared gaps per query over the pairs of models, in double. */
export function readAlpacaEval(folder: string): AlpacaEval {
  const {shape, data} = readHalfArray(
    readFileSync(join(folder, "alpacaeval-dev/embeddings/hash-ngram-512.f16.npy"))
  );
  const [n, m, p] = shape as [number, number, number];
  const reference: Reference = JSON.parse(
    readFileSync(join(folder, "reference/alpacaeval-dev.hash-ngram-512.json"), "utf8")
  );
  const covariates = readCovariates(join(folder, "alpacaeval-dev/covariates.csv"));
  const table = new Float32Array(m * condensedLength(n));
  const queries: number[] = [];
  for (let j = 0; j < m; j++) {
    const row = table.subarray(j * condensedLength(n), (j + 1) * condensedLength(n));
    let k = 0;
    for (let a = 0; a < n; a++)
      for (let b = a + 1; b < n; b++) {
        let sum = 0;
        for (let c = 0; c < p; c++)
          sum += (data[(a * m + j) * p + c]! - data[(b * m + j) * p + c]!) ** 2;
        row[k++] = sum;
      }
    if (row.every((value) => !Number.isNaN(value))) queries.push(j);
  }
  return {
    models: reference.models,
    families: reference.models.map((id) => covariates.get(id)!.family),
    winrates: reference.models.map((id) => covariates.get(id)!.winrate),
    queries,
    table,
    reference
  };
}

function readCovariates(file: string) {
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const columns = head!.split(",");
  const at = (name: string) => columns.indexOf(name);
  return new Map(
    lines.map((line) => {
      const cells = line.split(",");
      const winrate = cells[at("length_controlled_winrate")]!;
      return [
        cells[at("model")]!,
        {family: cells[at("family")]!, winrate: winrate === "" ? null : Number(winrate)}
      ];
    })
  );
}

/** A little-endian float16 .npy array in C order. */
function readHalfArray(file: Buffer): {shape: number[]; data: Float64Array} {
  const start = 10 + file.readUInt16LE(8);
  const header = file.toString("latin1", 10, start);
  const shape = [...header.match(/'shape': \(([^)]*)\)/)![1]!.matchAll(/\d+/g)].map(Number);
  const halves = new Uint16Array(file.buffer.slice(file.byteOffset + start));
  return {shape, data: Float64Array.from(halves, fromHalf)};
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
