import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {formatCsv} from "../../../src/lib/intake/formatCsv.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const models = ["a", "b", "c"];
const queries = ["1", "2", "3"];

/** Answers twice to three queries by three models, each as long as its place in the grid. */
async function study(): Promise<string> {
  const directory = join(folder(), "s");
  const log = `${directory}.csv`;
  const rows = models.flatMap((model, i) =>
    queries.flatMap((query) =>
      [0, 1].map((replicate) => {
        const length = (i + 1) * Number(query) + 10 * replicate;
        return [model, query, `text ${query}`, replicate, "x".repeat(length)];
      })
    )
  );
  const columns = ["model_id", "query_id", "query_text", "replicate", "response_text"];
  writeFileSync(log, formatCsv(columns, rows));
  await importStudy({study: directory, paths: [log]});
  return directory;
}

async function published(directory: string) {
  const said: string[] = [];
  const effects = {...quietEffects(), log: (line: string) => said.push(line)};
  const {published} = await bringUpToDate(directory, {out: join(directory, "out"), effects});
  return {...published, said};
}

function lists(directory: string, texts: Readonly<Record<string, string>>): void {
  const rows = Object.entries(texts);
  writeFileSync(join(directory, "queries.csv"), formatCsv(["query_id", "query_text"], rows));
}

describe("answers of unlisted models, queries and replicates", () => {
  it("are counted as such and for nothing else", async () => {
    const directory = await study();
    writeFileSync(join(directory, "models.csv"), "model_id\na\nb\n");
    lists(directory, {1: "text 1", 2: "text 2", new: "not asked yet"});
    const spec = readFileSync(join(directory, "study.json"), "utf8");
    writeFileSync(
      join(directory, "study.json"),
      spec.replace('"replicates": 2', '"replicates": 1')
    );
    const found = await published(directory);
    expect(found.statuses).toEqual({ok: 4, missing: 2});
    expect(found.unlisted).toBe(14);
    expect(found.models.map(({mean_length}) => mean_length)).toEqual([1.5, 3]);
    expect(found.said).toEqual(["14 answers are of models, queries or replicates not listed"]);
  });

  it("are not told of where there are none", async () => {
    const found = await published(await study());
    expect(found.statuses).toEqual({ok: 18});
    expect(found).not.toHaveProperty("unlisted");
    expect(found.said).toEqual([]);
  });
});

describe("the queries of an imported study", () => {
  it("must keep the text their answers answer, even when left out for a while", async () => {
    const directory = await study();
    lists(directory, {1: "changed text", 2: "text 2"});
    const message =
      'queries: text of 1 must be what its answers answer, "text 1"; got "changed text" (a new question needs a new query_id)';
    await expect(published(directory)).rejects.toThrow(message);
    lists(directory, {2: "text 2"});
    await published(directory);
    lists(directory, {1: "changed text", 2: "text 2"});
    await expect(published(directory)).rejects.toThrow(message);
  });
});
