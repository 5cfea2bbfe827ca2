import {describe, expect, it} from "vitest";
import {z} from "zod";
import {
  cellSigns,
  formatTime,
  statusSentences,
  statusWord
} from "../../src/components/cellStatus.js";
import {createCellStatuses} from "../../src/components/cellStatuses.js";
import {createGraph} from "../../src/runtime/graph.js";
import type {CellTrace} from "../../src/runtime/messages.js";
import type {TraceEntry} from "../../src/runtime/trace.js";
import {workflow} from "../../src/runtime/workflow.js";

/* A chain a → b → c, and d beside it. */
const needs = new Map([
  ["a", []],
  ["b", ["a"]],
  ["c", ["b"]],
  ["d", []]
]);
const entry = (cell: string, more: Partial<TraceEntry> = {}): TraceEntry => ({
  cell,
  because: ["input"],
  from: "run",
  outcome: "fulfilled",
  started: 0,
  milliseconds: 7,
  warnings: [],
  ...more
});
const trace = (cell: string, state: CellTrace["state"], generation = 1, more?: TraceEntry) =>
  ({type: "trace", graph: 1, generation, cell, state, ...(more && {entry: more})}) as CellTrace;
const settled = (entries: readonly TraceEntry[], more = {}) => ({
  inputs: {},
  error: null,
  timing: {},
  warnings: [],
  trace: entries,
  ...more
});
const marks = (statuses: ReturnType<typeof createCellStatuses>) =>
  [...needs.keys()].map((cell) => statuses.of(cell).mark).join(" ");

describe("the status of cells", () => {
  it("is idle before anything has run", () => {
    expect(marks(createCellStatuses(needs))).toBe("idle idle idle idle");
  });

  it("runs what has all it needs; what waits for it is stale", () => {
    const statuses = createCellStatuses(needs);
    for (const cell of ["a", "b", "c"]) statuses.hear(trace(cell, "pending"));
    expect(marks(statuses)).toBe("running stale stale idle");
    statuses.progress({cell: "a", done: 1, total: 4, elapsed: 1});
    expect(statusWord(statuses.of("a"))).toBe("running 25\u202f%");
    statuses.hear(trace("a", "fulfilled", 1, entry("a")));
    expect(marks(statuses)).toBe("run running stale idle");
    expect(statuses.of("a").share).toBe(null);
  });

  it("tells what ran from what was found in memory, and from what came out as before", () => {
    const statuses = createCellStatuses(needs);
    const found = {from: "memory", milliseconds: 0} as const;
    statuses.settle(settled([entry("a"), entry("b", found), entry("c", {...found, because: []})]));
    expect(marks(statuses)).toBe("run memory unchanged idle");
  });

  it("calls unchanged, at the next set, what the inputs left alone", () => {
    const statuses = createCellStatuses(needs);
    statuses.settle(settled([..."abcd"].map((cell) => entry(cell))));
    statuses.hear(trace("c", "pending", 2));
    expect(marks(statuses)).toBe("unchanged unchanged running unchanged");
    statuses.settle(settled([entry("c")], {timing: {a: 3, b: 4, c: 7, d: 5}}));
    expect(marks(statuses)).toBe("unchanged unchanged run unchanged");
    expect(statuses.of("a").milliseconds).toBe(3);
  });

  it("keeps the time of the last run beside a value found again", () => {
    const statuses = createCellStatuses(needs);
    statuses.settle(settled([entry("a", {milliseconds: 90})]));
    statuses.settle(settled([entry("a", {from: "memory", milliseconds: 0})]));
    expect(statuses.of("a")).toMatchObject({mark: "memory", milliseconds: 90});
  });

  it("marks what failed, and what lies below it as stale, until it is mended", () => {
    const statuses = createCellStatuses(needs);
    statuses.settle(settled([..."abcd"].map((cell) => entry(cell))));
    statuses.settle(settled([entry("a"), entry("b", {outcome: "rejected"})]));
    expect(marks(statuses)).toBe("run failed stale unchanged");
    statuses.settle(settled([entry("d")]));
    expect(marks(statuses)).toBe("unchanged failed stale run");
    statuses.settle(settled([entry("b"), entry("c")]));
    expect(marks(statuses)).toBe("unchanged run run unchanged");
  });

  it("marks what was stopped or cut short", () => {
    const statuses = createCellStatuses(needs);
    statuses.hear(trace("a", "stopped", 1, entry("a", {outcome: "stopped"})));
    statuses.hear(trace("d", "fulfilled", 1, entry("d", {outcome: "cut", warnings: ["STOPPED"]})));
    expect(marks(statuses)).toBe("stopped idle idle cut");
    expect(statuses.of("d").warnings).toEqual(["STOPPED"]);
  });

  it("calls everything stale when inputs are refused", () => {
    const statuses = createCellStatuses(needs);
    statuses.settle(settled([..."abcd"].map((cell) => entry(cell))));
    const error = {name: "DomainError", code: "INPUT", message: "no", input: null};
    statuses.settle(settled([], {inputs: null, error}));
    expect(marks(statuses)).toBe("stale stale stale stale");
    statuses.settle(settled([]));
    expect(marks(statuses)).toBe("unchanged unchanged unchanged unchanged");
  });

  it("forgets warnings that no cell of the run carries any more", () => {
    const statuses = createCellStatuses(needs);
    const doubt = {code: "DOUBT", message: "hm", value: 1};
    statuses.settle(settled([entry("a", {warnings: ["DOUBT"]})], {warnings: [doubt]}));
    statuses.settle(settled([entry("d")], {warnings: [doubt]}));
    expect(statuses.of("a").warnings).toEqual(["DOUBT"]);
    statuses.settle(settled([entry("d")]));
    expect(statuses.of("a").warnings).toEqual([]);
  });

  it("agrees with a graph that runs", async () => {
    const tiny = workflow<{defaults: object}>("tiny")(
      z.strictObject({x: z.number(), y: z.number()})
    )
      .cell("a", ["x"], ({x}) => x % 2, {key: String})
      .cell("b", ["a"], ({a}) => a)
      .cell("c", ["b"], ({b}) => b)
      .cell("d", ["y"], ({y}) => y)
      .build();
    const statuses = createCellStatuses(needs);
    const graph = createGraph(tiny, {}, {x: 1, y: 1}, {studyKey: "s"});
    const run = async (inputs?: Readonly<Record<string, unknown>>) => {
      if (inputs) graph.set(inputs);
      await graph.settled();
      statuses.settle(settled(graph.report().trace, graph.report()));
      return marks(statuses);
    };
    expect(await run()).toBe("run run run run");
    expect(await run({x: 2, y: 1})).toBe("run run run unchanged");
    expect(await run({x: 4, y: 1})).toBe("run unchanged unchanged unchanged");
    expect(await run({x: 1, y: 1})).toBe("memory memory memory unchanged");
    graph.dispose();
  });
});

describe("the words of a status", () => {
  it("differ in sign and in word from mark to mark", () => {
    const signs = Object.values(cellSigns);
    expect(new Set(signs.map(({sign}) => sign)).size).toBe(signs.length);
    expect(new Set(signs.map(({word}) => word)).size).toBe(signs.length);
  });

  it("write times as short as a box", () => {
    expect([null, 0.2, 12.4, 1340].map(formatTime)).toEqual([
      "–",
      "<1\u00a0ms",
      "12\u00a0ms",
      "1.3\u00a0s"
    ]);
  });

  it("say why, how long and with what doubts", () => {
    const status = {
      mark: "run",
      because: ["elbow", "spectrum"],
      milliseconds: 12,
      warnings: ["NEGATIVE_MASS"],
      share: null
    } as const;
    expect(statusSentences(status)).toBe(
      "It ran. Elbow and spectrum are new. Its last run took 12\u00a0ms. 1\u00a0warning: NEGATIVE_MASS."
    );
  });
});
