import {describe, expect, it} from "vitest";
import {z} from "zod";
import {DomainError} from "../../src/lib/core/errors.js";
import {type CellState, createGraph} from "../../src/runtime/graph.js";
import {createMemo} from "../../src/runtime/memo.js";
import {workflow} from "../../src/runtime/workflow.js";

const inputs = z.strictObject({a: z.number(), b: z.number()});

function sumWorkflow(ran: string[]) {
  return workflow<{base: number}>("sum")(inputs)
    .cell("doubled", ["a"], ({a}) => {
      ran.push("doubled");
      return 2 * a;
    })
    .cell(
      "parity",
      ["b"],
      ({b}) => {
        ran.push("parity");
        return b % 2;
      },
      {key: String}
    )
    .cell("result", ["study", "doubled", "parity"], ({study, doubled, parity}, {warn}) => {
      ran.push("result");
      if (doubled > 100) throw new DomainError("sum: doubled must be at most 100; got more");
      if (parity) warn({code: "ODD", message: "b is odd", value: parity});
      return study.base + doubled + parity;
    })
    .build();
}

describe("createGraph", () => {
  it("computes the result from the study and the inputs", async () => {
    const graph = createGraph(sumWorkflow([]), {base: 1000}, {a: 3, b: 1}, {studyKey: "s"});
    expect(await graph.value("result")).toBe(1007);
    expect(graph.report().warnings.map(({code}) => code)).toEqual(["ODD"]);
    graph.dispose();
  });

  it("runs only what a changed input reaches, and stops where a value has not changed", async () => {
    const ran: string[] = [];
    const graph = createGraph(sumWorkflow(ran), {base: 0}, {a: 1, b: 1}, {studyKey: "s"});
    await graph.settled();
    ran.length = 0;
    graph.set({a: 2});
    await graph.settled();
    expect(ran).toEqual(["doubled", "result"]);
    ran.length = 0;
    graph.set({b: 3});
    await graph.settled();
    expect(ran).toEqual(["parity"]);
    graph.dispose();
  });

  it("remembers recent values, so going back computes nothing", async () => {
    const ran: string[] = [];
    const graph = createGraph(sumWorkflow(ran), {base: 0}, {a: 1, b: 1}, {studyKey: "s"});
    await graph.settled();
    graph.set({a: 2});
    await graph.settled();
    ran.length = 0;
    graph.set({a: 1});
    expect(await graph.value("result")).toBe(3);
    expect(ran).toEqual([]);
    graph.dispose();
  });

  it("shares cells between graphs over one memo", async () => {
    const ran: string[] = [];
    const shared = sumWorkflow(ran);
    const options = {studyKey: "s", memo: createMemo()};
    const first = createGraph(shared, {base: 0}, {a: 1, b: 1}, options);
    await first.settled();
    ran.length = 0;
    const second = createGraph(shared, {base: 0}, {a: 1, b: 2}, options);
    await second.settled();
    expect(ran).toEqual(["parity", "result"]);
    first.dispose();
    second.dispose();
  });

  it("keeps an error in its cell and recovers from it", async () => {
    const seen: [string, CellState["state"]][] = [];
    const graph = createGraph(
      sumWorkflow([]),
      {base: 0},
      {a: 99, b: 0},
      {studyKey: "s", observe: (cell, {state}) => seen.push([cell, state])}
    );
    await expect(graph.value("result")).rejects.toThrow("doubled must be at most 100");
    expect(await graph.value("parity")).toBe(0);
    graph.set({a: 1});
    expect(await graph.value("result")).toBe(2);
    expect(seen).toContainEqual(["result", "rejected"]);
    graph.dispose();
  });

  it("delivers only the newest value when inputs change in a burst", async () => {
    const values: unknown[] = [];
    const graph = createGraph(
      sumWorkflow([]),
      {base: 0},
      {a: 1, b: 0},
      {
        studyKey: "s",
        observe: (cell, state) => {
          if (cell === "result" && state.state === "fulfilled") values.push(state.value);
        }
      }
    );
    for (let a = 2; a <= 20; a++) graph.set({a});
    await graph.settled();
    expect(values).toEqual([40]);
    graph.dispose();
  });
});

describe("workflow", () => {
  it("refuses two cells of one name", () => {
    const once = workflow<object>("twice")(inputs).cell("x", ["a"], ({a}) => a);
    expect(() => once.cell("x", ["b"], ({b}) => b)).toThrow("got x twice");
  });

  it("does not compile with a name that does not exist or a wrong type", () => {
    const begun = workflow<object>("types")(inputs);
    // @ts-expect-error there is no input or cell "c"
    begun.cell("x", ["c"], () => 0);
    // @ts-expect-error a is a number
    begun.cell("y", ["a"], ({a}) => a.toUpperCase());
  });
});
