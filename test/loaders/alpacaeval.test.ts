import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {answerKey, openEmbeddings} from "../../loaders/embed/embedResponses.js";
import {importStudy} from "../../loaders/import/importStudy.js";
import {readTable} from "../../loaders/store/tables.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import {condensedLength} from "../../src/lib/core/condensed.js";
import {builtInEmbedder} from "../../src/lib/embedding/builtInEmbedder.js";
import {float16Bits} from "../../src/lib/embedding/float16.js";
import {temporaryFolders} from "./temporaryFolder.js";

const fixtures = process.env.VANTAGE_FIXTURES;
const folder = temporaryFolders();

interface Reference {
  readonly models: readonly string[];
  readonly n_queries_used: number;
  readonly all: {readonly D: readonly (readonly number[])[]};
}

describe.skipIf(fixtures === undefined)("AlpacaEval end to end (VANTAGE_FIXTURES)", () => {
  const root = join(fixtures ?? "", "alpacaeval-dev");
  const read = (path: string) => readFileSync(join(root, path));

  it("imports, embeds and measures as the reference does", async () => {
    expect(existsSync(root)).toBe(true);
    const study = join(folder(), "dev");
    const report = await importStudy({
      study,
      paths: [join(root, "results")],
      covariates: join(root, "covariates.csv")
    });
    expect(report).toMatchObject({
      format: "alpacaeval",
      models: 64,
      queries: 150,
      responses: 9599,
      statuses: {ok: 9594, empty: 5, missing: 1}
    });
    expect(report.coverage.complete).toBe(149);
    expect(report.coverage.gaps.map(({model_id}) => model_id)).toEqual(["alpaca-7b_verbose"]);
    expect(report.covariates?.unscored).toEqual([
      "Mistral-7B+RAHF-DUAL+LoRA",
      "gpt-4-0125-preview"
    ]);
    const {work} = await bringUpToDate(study, {out: join(study, "out"), effects: quietEffects()});
    expect(work).toEqual({collected: 0, embedded: 9358, rows: 150, tables: 1});
    expect(await differentFromGolden(study)).toBe(0);
    // the reference was computed from vectors rounded to half precision
    expect(await worstDistanceError(study)).toBeLessThan(1e-4);
  }, 120_000);

  /** How many of the golden half-precision numbers the stored vectors do not round to. */
  async function differentFromGolden(study: string): Promise<number> {
    const {models} = JSON.parse(read("embeddings/hash-ngram-512.meta.json").toString());
    const queries = JSON.parse(read("queries.json").toString()) as {instruction: string}[];
    const npy = read("embeddings/hash-ngram-512.f16.npy");
    const golden = new Uint16Array(npy.buffer.slice(npy.byteOffset + npy.readUInt16LE(8) + 10));
    const embedder = builtInEmbedder("hash-ngram-512");
    const pack = await openEmbeddings(study, embedder);
    const texts = new Map(
      (await readTable(study, "queries"))?.map((q) => [q.query_id, q.query_text])
    );
    const order = new Map(queries.map(({instruction}, j) => [instruction, j]));
    let different = 0;
    for (const row of (await readTable(study, "responses")) ?? []) {
      const j = order.get(texts.get(row.query_id) ?? "") ?? Number.NaN;
      const at = (models.indexOf(row.model_id) * queries.length + j) * 512;
      const vector = pack.get(answerKey(embedder, row)) as Float32Array;
      for (let k = 0; k < 512; k++) {
        const [found, wanted] = [float16Bits(vector[k] as number), golden[at + k] as number];
        if (found !== wanted && (found % 0x8000 !== 0 || wanted % 0x8000 !== 0)) different++;
      }
    }
    return different;
  }

  /** Largest relative error of D over the complete queries, from the published table. */
  async function worstDistanceError(study: string): Promise<number> {
    const path = join(fixtures ?? "", "reference", "alpacaeval-dev.hash-ngram-512.json");
    const reference = JSON.parse(readFileSync(path, "utf8")) as Reference;
    const data = await openStudy(join(study, "out"));
    const {squared} = await data.loadTable(data.tables[0] as (typeof data.tables)[number]);
    const pairs = condensedLength(64);
    const rows = data.queries.map((_, j) => squared.subarray(j * pairs, (j + 1) * pairs));
    const complete = rows.filter((row) => !row.some((x) => Number.isNaN(x)));
    expect(complete.length).toBe(reference.n_queries_used);
    const order = data.models.map(({model_id}) => reference.models.indexOf(model_id));
    let [worst, k] = [0, 0];
    for (let i = 0; i < 64; i++)
      for (let j = i + 1; j < 64; j++, k++) {
        const sum = complete.reduce((total, row) => total + (row[k] as number), 0);
        const wanted = reference.all.D[order[i] as number]?.[order[j] as number] as number;
        worst = Math.max(worst, Math.abs(Math.sqrt(sum / complete.length) / wanted - 1));
      }
    return worst;
  }
});
