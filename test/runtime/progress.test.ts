import {describe, expect, it} from "vitest";
import {z} from "zod";
import {permutationEstimate} from "../../src/lib/inference/permutationTest.js";
import {createGraph, type GraphOptions} from "../../src/runtime/graph.js";
import type {Job} from "../../src/runtime/jobs.js";
import {sampleDraws} from "../../src/runtime/sampleDraws.js";
import type {CellProgress} from "../../src/runtime/trace.js";
import {workflow} from "../../src/runtime/workflow.js";

const inputs = z.strictObject({count: z.number(), seed: z.number(), shift: z.number()});

/** A clock that a draw moves on by 20 ms, so that nothing here depends on how busy a machine is. */
function clock() {
  let time = 0;
  return {now: () => time, tick: (milliseconds: number) => (time += milliseconds)};
}

function sampling(tick: (milliseconds: number) => number, drawn: number[] = []) {
  const draw = (index: number) => {
    tick(20);
    drawn.push(index);
    return index % 4 === 0 ? 1 : 0;
  };
  const job: Job<null> = {name: "test.draws", prepare: () => draw};
  return workflow<null>("sampling")(inputs)
    .cell("draws", ["count", "seed"], ({count}, context) =>
      sampleDraws({job, payload: () => null, draw, count, partial: permutationEstimate}, context)
    )
    .cell("result", ["draws", "shift"], ({draws, shift}) => draws.length + shift)
    .build();
}

function graphOf(count: number, more: Partial<GraphOptions> = {}, drawn: number[] = []) {
  const {now, tick} = clock();
  const told: CellProgress[] = [];
  const options = {
    studyKey: "s",
    now,
    onProgress: (step: CellProgress) => told.push(step),
    ...more
  };
  const graph = createGraph(sampling(tick, drawn), null, {count, seed: 1, shift: 0}, options);
  return {graph, told};
}

describe("progress", () => {
  it("tells how far a cell is, with an estimate and its standard error, ten times a second", async () => {
    const {graph, told} = graphOf(40);
    await graph.settled();
    expect(told.map(({done}) => done)).toEqual([5, 10, 15, 20, 25, 30, 35, 40]);
    expect(told[1]).toMatchObject({cell: "draws", total: 40, elapsed: 200});
    const p = 4 / 11;
    expect(told[1]?.partial).toEqual({
      asGood: 3,
      permutations: 10,
      pValue: p,
      standardError: Math.sqrt((p * (1 - p)) / 10)
    });
    graph.dispose();
  });

  it("ends early with what there is, and runs to the end at the next set", async () => {
    const drawn: number[] = [];
    let finish = () => {};
    const {graph} = graphOf(30, {onProgress: ({done}) => done === 10 && finish()}, drawn);
    finish = () => graph.finish("draws");
    expect(await graph.value("result")).toBe(10);
    expect(graph.report().trace[0]).toMatchObject({cell: "draws", outcome: "cut"});
    finish = () => {};
    drawn.length = 0;
    graph.set({});
    expect(await graph.value("result")).toBe(30);
    expect(drawn).toHaveLength(30);
    graph.dispose();
  });

  it("does not remember what was cut short", async () => {
    let finish = () => {};
    const {graph} = graphOf(30, {onProgress: () => finish()});
    finish = () => graph.finish("draws");
    expect(await graph.value("result")).toBe(5);
    finish = () => {};
    graph.set({shift: 100});
    expect(await graph.value("result")).toBe(130);
    graph.dispose();
  });
});

describe("sampleDraws over several hands", () => {
  const prepared = (index: number) => (index * 7919) % 11;

  async function drawnBy(count: number, hands: number, delay: (from: number) => number) {
    const {now, tick} = clock();
    const parts: number[] = [];
    const flow = workflow<null>("fanned")(inputs)
      .cell("result", ["count"], ({count: total}, context) => {
        const draw = (index: number) => {
          tick(20);
          return prepared(index);
        };
        const job: Job<null> = {name: "fanned.result", prepare: () => prepared};
        return sampleDraws({job, payload: () => null, draw, count: total}, context);
      })
      .build();
    const graph = createGraph(
      flow,
      null,
      {count, seed: 1, shift: 0},
      {
        studyKey: "s",
        now,
        pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
        hands: {
          count: hands,
          drop: () => undefined,
          part: async ({from, to}) => {
            parts.push(from);
            await new Promise((resolve) => setTimeout(resolve, delay(from)));
            return Float64Array.from({length: to - from}, (_, k) => prepared(from + k));
          }
        }
      }
    );
    const values = (await graph.value("result")) as Float64Array;
    graph.dispose();
    return {values, parts};
  }

  it("gives the same numbers whatever their number and order", async () => {
    const alone = await drawnBy(101, 0, () => 0);
    expect(Array.from(alone.values)).toEqual(Array.from({length: 101}, (_, i) => prepared(i)));
    for (const hands of [1, 2, 4]) {
      const forward = await drawnBy(101, hands, () => 1);
      const mixed = await drawnBy(101, hands, (from) => (from * 13) % 7);
      expect(forward.parts.length).toBeGreaterThan(0);
      expect(forward.values).toEqual(alone.values);
      expect(mixed.values).toEqual(alone.values);
    }
  });
});

describe("the seed of a cell", () => {
  const flow = workflow<null>("seeded")(inputs)
    .cell("one", ["seed"], (_, context) => context.seed)
    .cell("other", ["seed"], (_, context) => context.seed)
    .cell("result", ["shift"], (_, context) => context.seed)
    .build();
  const seeds = async (seed: number) => {
    const graph = createGraph(flow, null, {count: 0, seed, shift: 0}, {studyKey: "s"});
    return [await graph.value("one"), await graph.value("other")];
  };

  it("is another for every cell and root, and the same in every run", async () => {
    const [first, again, second] = [await seeds(1), await seeds(1), await seeds(2)];
    expect(again).toEqual(first);
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  it("is refused to a cell that does not need the root", async () => {
    const graph = createGraph(flow, null, {count: 0, seed: 1, shift: 0}, {studyKey: "s"});
    await expect(graph.value("result")).rejects.toThrow(
      'result: a cell that draws must need "seed"; got shift'
    );
  });
});

describe("the trace", () => {
  it("says which cells ran, why, and which were found again", async () => {
    const {graph} = graphOf(8);
    await graph.settled();
    const lines = () =>
      graph.report().trace.map(({cell, because, from}) => `${cell} ${from} ${because}`);
    expect(lines()).toEqual(["draws run count,seed", "result run draws,shift"]);
    graph.set({shift: 1});
    await graph.settled();
    expect(lines()).toEqual(["result run shift"]);
    graph.set({shift: 0});
    await graph.settled();
    expect(lines()).toEqual(["result memory shift"]);
    graph.set({shift: 0});
    await graph.settled();
    expect(lines()).toEqual([]);
    graph.dispose();
  });
});
