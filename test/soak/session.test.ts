import {expect, it} from "vitest";
import {stream} from "../../src/lib/random/stream.js";
import {createChannel} from "../../src/runtime/channel.js";
import {serveGraphs} from "../../src/runtime/host.js";
import type {Reply, Request} from "../../src/runtime/messages.js";
import {type LiveCell, openSession} from "../../src/runtime/session.js";
import {workflows} from "../../src/workflows/registry.js";
import type {RegressionResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {syntheticStudy} from "../workflow/syntheticStudy.js";

const study = syntheticStudy({n: 16, m: 24});
const timers = {
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setImmediate(resolve))
};

it("ends where a fresh run ends after 200,000 changes, and keeps no memory of them", async () => {
  const session = openSession(() => {
    const [page, host] = createChannel<Request, Reply>();
    serveGraphs(host, workflows, Promise.resolve({key: "soak", study}), timers);
    return page;
  });
  const graph = session.graph("regression", {permutations: 9});
  let last: LiveCell<RegressionResult> | undefined;
  graph.on<RegressionResult>("result", (cell) => {
    last = cell;
  });
  const draw = stream(1, "soak");
  const heaps: number[] = [];
  for (let change = 1; change <= 200_000; change++) {
    graph.set(randomInputs(draw.integer(24), draw.integer(3), draw.integer(4)));
    if (draw.uniform() < 0.5) await timers.pause();
    if (change % 10_000 === 0) heaps.push(await settledHeap(graph.idle()));
  }
  const inputs = await graph.idle();
  const fresh = await runWorkflow(study, "regression", inputs ?? {}, {version: "", now: () => 0});
  expect(last?.stale).toBe(false);
  expect(last?.value).toEqual(fresh.result);
  const half = heaps.length / 2;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(heaps.slice(half)) / mean(heaps.slice(0, half))).toBeLessThan(1.2);
  session.dispose();
}, 1_800_000);

function randomInputs(count: number, method: number, dimension: number) {
  return {
    queryCount: count + 1,
    method: ["ols", "knn", "ridge"][method] as string,
    dimension: dimension + 1
  };
}

async function settledHeap(idle: Promise<unknown>): Promise<number> {
  await idle;
  (globalThis as {gc?: () => void}).gc?.();
  return process.memoryUsage().heapUsed;
}
