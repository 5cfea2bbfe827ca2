import {existsSync, readFileSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {answerKey, openEmbeddings} from "../../../loaders/embed/embedResponses.js";
import {embedStudy} from "../../../loaders/embed/embedStudy.js";
import {openEmbedder} from "../../../loaders/embed/openEmbedder.js";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {openStudy} from "../../../loaders/study/openStudy.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {studyResponses} from "../../../loaders/study/studyResponses.js";
import {fromFloat16Bits} from "../../../src/lib/embedding/float16.js";
import type {SpaceResult} from "../../../src/workflows/results.js";
import {runWorkflow} from "../../../src/workflows/run.js";
import {temporaryFolders} from "../temporaryFolder.js";

const fixtures = process.env.VANTAGE_FIXTURES;
const folder = temporaryFolders();

describe.skipIf(fixtures === undefined)("AlpacaEval by models (VANTAGE_FIXTURES)", () => {
  const at = (...parts: readonly string[]) => join(fixtures ?? "", ...parts);
  const json = (...parts: readonly string[]) => JSON.parse(readFileSync(at(...parts), "utf8"));

  it.each([
    ["word2vec-googlenews-8k", "onnx/model.onnx", 300, 5425],
    ["ppmi-svd-256-wordpiece", "onnx/model_quantized.onnx", 256, 5691]
  ])(
    "%s gives the reference's vectors and spectrum",
    async (name, file, width, truncated) => {
      // the reference counts 5438 and 5710, with the texts that have 256 tokens exactly
      const study = await imported({
        name: at("models", name),
        file,
        maxTokens: 256,
        truncate: true
      });
      const out = join(study, "out");
      const lines: string[] = [];
      const effects = {...quietEffects(), log: (line: string) => lines.push(line)};
      const {work} = await bringUpToDate(study, {out, effects});
      expect(work).toEqual({collected: 0, embedded: 9358, rows: 150, tables: 1});
      expect(lines).toContain(
        `${truncated} answers are longer than ${name} reads; their ends do not count`
      );
      const again = await embedStudy(study, quietEffects());
      expect(again).toMatchObject({embedded: 0, truncated});
      const worst = await worstVector(study, name, width);
      expect(worst).toBeLessThan(1e-3);
      const space = await runWorkflow(
        await openStudy(out),
        "space",
        {},
        {version: "t", now: () => 0}
      );
      const {eigenvalues} = space.result as SpaceResult;
      const reference = json("reference", `alpacaeval-dev.${name}.json`).all
        .eigenvalues as number[];
      reference.forEach((value, k) => {
        expect(Math.abs((eigenvalues[k] as number) / value - 1)).toBeLessThan(1e-3);
      });
    },
    240_000
  );

  async function imported(embedder: object): Promise<string> {
    expect(existsSync(at("alpacaeval-dev"))).toBe(true);
    const study = join(folder(), "dev");
    await importStudy({study, paths: [at("alpacaeval-dev/results")]});
    const path = join(study, "study.json");
    const spec = JSON.parse(await readFile(path, "utf8"));
    await writeFile(path, JSON.stringify({...spec, embedder}));
    return study;
  }

  /** Largest difference of a stored vector's number from the reference's, kept in half precision. */
  async function worstVector(directory: string, name: string, width: number): Promise<number> {
    const {models} = json("alpacaeval-dev/embeddings", `${name}.meta.json`);
    const asked = json("alpacaeval-dev/queries.json") as {instruction: string}[];
    const npy = readFileSync(at("alpacaeval-dev/embeddings", `${name}.f16.npy`));
    const golden = new Uint16Array(npy.buffer.slice(npy.byteOffset + npy.readUInt16LE(8) + 10));
    const study = await readStudy(directory);
    const {responses} = await studyResponses(study);
    const embedder = await openEmbedder(study, responses);
    const pack = await openEmbeddings(directory, embedder);
    const order = new Map(asked.map(({instruction}, j) => [instruction, j]));
    const texts = new Map(study.queries.map((query) => [query.query_id, query.query_text]));
    let worst = 0;
    for await (const row of responses) {
      const j = order.get(texts.get(row.query_id) ?? "") ?? Number.NaN;
      const start = (models.indexOf(row.model_id) * asked.length + j) * width;
      pack.get(answerKey(embedder, row))?.forEach((value, k) => {
        worst = Math.max(worst, Math.abs(value - fromFloat16Bits(golden[start + k] as number)));
      });
    }
    await pack.close();
    return worst;
  }
});
