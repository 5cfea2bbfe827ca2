import {afterEach, describe, expect, it} from "vitest";
import {createGraph} from "../../src/runtime/graph.js";
import type {Hands, PartRequest} from "../../src/runtime/jobs.js";
import type {WorkerLike} from "../../src/worker/connectWorker.js";
import {nodeHands, nodePause, nodeThread} from "../../src/worker/nodeHands.js";
import {type OpenHands, openHands} from "../../src/worker/openHands.js";
import {workflows} from "../../src/workflows/registry.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {syntheticStudy} from "../workflow/syntheticStudy.js";

const study = syntheticStudy({n: 14, m: 12, families: 4});
const long = {permutations: 400, dimension: 2};
const asked = [
  ["classification", {...long, induction: "references+target"}],
  ["classification", {...long, method: "fisher"}],
  ["regression", {...long, method: "ridge"}],
  ["regression", {...long, induction: "references+target"}]
] as const;

/** Long enough for every thread to make several parts. */
const longest = [asked[0][0], {...asked[0][1], permutations: 3000}] as const;

const open: OpenHands[] = [];
afterEach(() => {
  for (const hands of open.splice(0)) hands.close();
});

/** A clock by which every sampling takes long. */
function slowClock() {
  let time = 0;
  return () => ++time;
}

/** Leaves the other threads time to start and to make most parts. */
const longPause = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** Hands whose parts are counted; `change` alters how a part is made. */
function watched(hands: OpenHands, change = (part: Promise<Float64Array>, _: number) => part) {
  open.push(hands);
  const requests: PartRequest[] = [];
  const counted: Hands = {
    count: hands.count,
    part: (request) => change(hands.part(request), requests.push(request)),
    drop: (key) => hands.drop(key)
  };
  return {counted, requests};
}

async function run(name: string, given: object, hands?: Hands) {
  const host = {version: "", now: slowClock(), hands, pause: hands ? longPause : nodePause};
  const {timing: _, ...rest} = await runWorkflow(study, name, {...given}, host);
  return rest;
}

describe("a resampling on several threads", () => {
  it.each(asked)("gives the result of one thread: %s %j", async (name, given) => {
    const alone = await run(name, given);
    for (const others of [1, 3]) {
      const {counted, requests} = watched(nodeHands(others));
      expect(await run(name, given, counted)).toEqual(alone);
      expect(requests.length).toBeGreaterThan(0);
    }
  });

  it("does not depend on the order in which parts come back", async () => {
    const [name, given] = longest;
    const late = async (part: Promise<Float64Array>, index: number) => {
      const values = await part;
      for (let turn = 0; turn < 40 * (index % 3); turn++) await nodePause();
      return values;
    };
    const {counted, requests} = watched(nodeHands(3), late);
    expect(await run(name, given, counted)).toEqual(await run(name, given));
    expect(requests.length).toBeGreaterThan(3);
  });

  it.each([1, 2])("loses nothing when a thread of %i is killed midway", async (count) => {
    const started: WorkerLike[] = [];
    const reports: string[] = [];
    const start = () => {
      const worker = nodeThread("nodeHand");
      started.push(worker);
      return worker;
    };
    const hands = openHands({
      start,
      count: () => count,
      pause: nodePause,
      report: (message) => void reports.push(message)
    });
    const kill = (part: Promise<Float64Array>, index: number) => {
      if (index === count + 1) started[0]?.terminate();
      return part;
    };
    const {counted} = watched(hands, kill);
    const [name, given] = longest;
    expect(await run(name, given, counted)).toEqual(await run(name, given));
    expect(reports).toEqual([expect.stringContaining("a thread must go on")]);
    expect(hands.count).toBe(count - 1);
  });

  it("makes parts on this thread where no other starts", async () => {
    const start = () => {
      throw new Error("no workers here");
    };
    const {counted} = watched(openHands({start, count: () => 2, pause: nodePause}));
    const [name, given] = asked[0];
    expect(await run(name, given, counted)).toEqual(await run(name, given));
  });

  it("starts no thread for a short sampling, and refuses an unknown job by name", async () => {
    let starts = 0;
    const start = () => {
      starts++;
      return nodeThread("nodeHand");
    };
    const {counted} = watched(openHands({start, count: () => 2, pause: nodePause}));
    const host = {version: "", now: () => 0, hands: counted, pause: nodePause};
    await runWorkflow(study, "regression", {}, host);
    expect(starts).toBe(0);
    const part = {job: "none", key: "k", payload: () => ({}), from: 0, to: 1};
    await expect(counted.part(part)).rejects.toThrow(/job must be one of .*; got none/);
  });
});

describe("a resampling that is not run to its end", () => {
  const [name, given] = asked[0];
  const workflow = workflows.get(name) as NonNullable<ReturnType<typeof workflows.get>>;
  const inputsOf = async (changed: object) => (await run(name, {...changed})).inputs;

  function graphOn(hands: Hands, inputs: Readonly<Record<string, unknown>>) {
    const options = {studyKey: "s", now: slowClock(), pause: nodePause, hands};
    return createGraph(workflow, study, inputs, options);
  }

  it("stopped early is a run with so many shuffles", async () => {
    const inputs = {...(await inputsOf({...given, permutations: 10})), permutations: 100_000};
    let stop: () => void = nodePause;
    const {counted} = watched(nodeHands(2), (part, index) => {
      if (index === 6) stop();
      return part;
    });
    const graph = graphOn(counted, inputs);
    stop = () => graph.finish("permutation");
    const {permutations, ...rest} = (await graph.value("permutation")) as {permutations: number};
    graph.dispose();
    expect(permutations).toBeLessThan(100_000);
    const alone = graphOn({...counted, count: 0}, {...inputs, permutations});
    expect(await alone.value("permutation")).toEqual({permutations, ...rest});
    alone.dispose();
  });

  it("leaves nothing behind when inputs change midway", async () => {
    const inputs = await inputsOf(given);
    let change: () => void = nodePause;
    const {counted, requests} = watched(nodeHands(2), (part, index) => {
      if (index === 4) change();
      return part;
    });
    const graph = graphOn(counted, {...inputs, permutations: 100_000});
    change = () => graph.set({...inputs, seed: 9});
    await graph.settled();
    await graph.settled();
    const {result} = await run(name, {...given, seed: 9});
    expect(await graph.value("result")).toEqual(result);
    expect(new Set(requests.map(({key}) => key)).size).toBe(2);
    graph.dispose();
  });
});
