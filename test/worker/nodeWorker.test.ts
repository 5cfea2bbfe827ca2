import {rm} from "node:fs/promises";
import {Worker} from "node:worker_threads";
import {afterAll, expect, it} from "vitest";
import type {LiveCell} from "../../src/runtime/session.js";
import type {WorkerLike} from "../../src/worker/connectWorker.js";
import {openWorker} from "../../src/worker/openWorker.js";
import {plainResult} from "../../src/workflows/plainResult.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {syntheticStudy} from "../workflow/syntheticStudy.js";
import {publishSynthetic} from "./publishSynthetic.js";

const study = syntheticStudy({n: 10, m: 12});
const {folder, files, published} = await publishSynthetic(study);
afterAll(() => rm(folder, {recursive: true}));

it("gives the numbers of an in-process run, for every set of inputs", async () => {
  const session = openWorker(startNodeWorker, published, files);
  const graph = session.graph("space", {dimension: 2});
  let live: LiveCell<SpaceResult> | undefined;
  graph.on<SpaceResult>("result", (cell) => {
    live = cell;
  });
  for (const given of [{dimension: 2}, {queryCount: 5}, {replicates: 1}, {scaling: "paper"}]) {
    graph.set(given);
    const inputs = await graph.idle();
    const alone = await runWorkflow(study, "space", inputs ?? {}, {version: "", now: () => 0});
    expect(live?.error).toBeNull();
    expect(plainResult(live?.value)).toEqual(alone.result);
  }
  session.dispose();
});

function startNodeWorker(): WorkerLike {
  const worker = new Worker(new URL("../../src/worker/nodeBoot.mjs", import.meta.url));
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    addEventListener(type: "message" | "error", listener: (event: never) => void) {
      if (type === "message") worker.on("message", (data) => listener({data} as never));
      else worker.on("error", ({message}) => listener({message} as never));
    }
  };
}
