import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {unzipSync} from "fflate";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {importStudy} from "../../loaders/import/importStudy.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import type {SourceFile} from "../../src/lib/intake/types.js";
import {serveTry} from "../../src/worker/serveTry.js";
import type {TryAsk, TryTell} from "../../src/worker/tryMessages.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {sourceFile} from "../lib/intake/sourceFile.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {droppedLogs, hostileName} from "./droppedLogs.js";

const folder = temporaryFolders();
const logs = [...droppedLogs()].map(([path, text]) => sourceFile(path, text));

/** A page's end of a port to `serveTry`. */
function tryPage() {
  const told: TryTell[] = [];
  let ask: (ask: TryAsk<SourceFile>) => void = () => undefined;
  let heard = () => {};
  const port = {
    post(tell: TryTell) {
      told.push(tell);
      heard();
    },
    onMessage: (listener: typeof ask) => {
      ask = listener;
    },
    onFailure: () => undefined,
    close: () => undefined
  };
  serveTry(port, {now: () => 0, pause: () => new Promise((resolve) => setTimeout(resolve))});
  async function wait<Type extends TryTell["type"]>(
    type: Type,
    passes: (tell: Extract<TryTell, {type: Type}>) => boolean = () => true
  ): Promise<Extract<TryTell, {type: Type}>> {
    for (;;) {
      const found = told.find(
        (tell): tell is Extract<TryTell, {type: Type}> =>
          tell.type === type && passes(tell as Extract<TryTell, {type: Type}>)
      );
      if (found) return found;
      const failed = told.find((tell) => tell.type === "failed");
      if (failed?.type === "failed") throw new Error(failed.error.message);
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  }
  return {told, wait, ask: (message: TryAsk<SourceFile>) => ask(message)};
}

async function spaceOf(directory: string): Promise<SpaceResult> {
  const out = join(directory, "out");
  await bringUpToDate(directory, {out, effects: quietEffects()});
  const run = await runWorkflow(await openStudy(out), "space", {}, {version: "t", now: () => 0});
  return run.result as SpaceResult;
}

function unpack(bytes: Uint8Array, directory: string): string {
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    mkdirSync(dirname(join(directory, name)), {recursive: true});
    writeFileSync(join(directory, name), content);
  }
  return join(directory, "my-study");
}

describe("serveTry", () => {
  it("gives about twenty questions first, then all, and says what it read", async () => {
    const page = tryPage();
    page.ask({type: "drop", files: logs});
    const {report} = await page.wait("report");
    expect(report).toMatchObject({format: "alpacaeval", files: 6, models: 6, queries: 30});
    expect(report.coverage.complete).toBe(29);
    expect(report.coverage.gaps).toMatchObject([{model_id: hostileName}]);
    const first = await page.wait("study");
    expect([first.study.queries.length, first.questions]).toEqual([20, 30]);
    const all = await page.wait("study", ({round}) => round === 2);
    expect(all.study.queries).toHaveLength(30);
  });

  it("places the models as the command line does, from the logs and from the download", async () => {
    const page = tryPage();
    page.ask({type: "drop", files: logs});
    const {round} = await page.wait("study", ({study}) => study.queries.length === 30);
    page.ask({type: "graph", round, request: {type: "open", graph: 1, workflow: "space"}});
    page.ask({type: "graph", round, request: {type: "watch", graph: 1, cell: "result"}});
    page.ask({
      type: "graph",
      round,
      request: {type: "set", graph: 1, generation: 1, inputs: {}}
    });
    const {reply} = await page.wait(
      "graph",
      ({reply}) => reply.type === "cell" && reply.state === "fulfilled"
    );
    const {eigenvalues} = (reply as {value: SpaceResult}).value;
    page.ask({type: "download"});
    const {bytes} = await page.wait("archive");
    const downloaded = await spaceOf(unpack(bytes, folder()));
    const study = join(folder(), "imported");
    await importStudy({study, paths: [writeLogs(folder())]});
    const imported = await spaceOf(study);
    for (const space of [downloaded, imported]) {
      expect(space.models).toHaveLength(6);
      space.eigenvalues.forEach((value, k) => {
        expect(value).toBeCloseTo(eigenvalues[k] as number, 6);
      });
    }
    expect(downloaded.eigenvalues).toEqual(imported.eigenvalues);
  });

  it("asks which columns hold what, and measures again without models", async () => {
    const rows = ["a", "b", "c"].flatMap((who) =>
      [1, 2].map((q) => JSON.stringify({who, asked: `q${q}`, said: `${who} says ${q}`}))
    );
    const page = tryPage();
    page.ask({type: "drop", files: [sourceFile("answers.jsonl", rows.join("\n"))]});
    expect(await page.wait("columns")).toMatchObject({columns: ["who", "asked", "said"]});
    const map = {model_id: "who", query_text: "asked", response_text: "said"};
    page.ask({type: "map", map});
    expect((await page.wait("study")).study.models).toHaveLength(3);
    page.ask({type: "without", models: ["b"]});
    const {study} = await page.wait("study", ({round}) => round === 2);
    expect(study.models.map(({model_id}) => model_id)).toEqual(["a", "c"]);
  });

  it("refuses Parquet with the command that reads it", async () => {
    const page = tryPage();
    page.ask({type: "drop", files: [sourceFile("answers.parquet", "PAR1")]});
    await expect(page.wait("report")).rejects.toThrow("vantage import");
  });
});

function writeLogs(directory: string): string {
  for (const [path, text] of droppedLogs()) {
    mkdirSync(dirname(join(directory, path)), {recursive: true});
    writeFileSync(join(directory, path), text);
  }
  return join(directory, "results");
}
