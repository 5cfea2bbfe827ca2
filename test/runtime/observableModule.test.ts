import {type Module, Runtime} from "@observablehq/runtime";
import {afterEach, describe, expect, it} from "vitest";
import {z} from "zod";
import {observableModule} from "../../src/runtime/observableModule.js";
import {workflow} from "../../src/runtime/workflow.js";
import {pair} from "../../src/workflows/pair.js";
import type {PairResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {space} from "../../src/workflows/space.js";
import {syntheticStudy} from "../workflow/syntheticStudy.js";

const inputs = z.strictObject({a: z.number().max(100).default(2), b: z.number().default(3)});
const ran: string[] = [];
const sum = workflow<{base: number}>("sum")(inputs)
  .cell(
    "parity",
    ["a"],
    ({a}) => {
      ran.push("parity");
      return a % 2;
    },
    {key: String}
  )
  .cell("result", ["study", "parity", "b"], ({study, parity, b}) => {
    ran.push("result");
    return study.base + 10 * parity + b;
  })
  .build();

let runtime: Runtime | null = null;
afterEach(() => {
  runtime?.dispose();
  ran.length = 0;
});

function started(seen: [string, unknown][] = []): Module {
  runtime = new Runtime();
  const define = observableModule(sum, {base: 1000}, {studyKey: "s"});
  return runtime.module(define, (name) => ({
    fulfilled: (value: unknown) => void seen.push([name ?? "", value]),
    rejected: (error: unknown) => void seen.push([name ?? "", (error as Error).message])
  }));
}

describe("observableModule", () => {
  it("tells observers of inputs and cells by name, with plain values", async () => {
    const seen: [string, unknown][] = [];
    expect(await started(seen).value("result")).toBe(1003);
    expect(Object.fromEntries(seen)).toEqual({a: 2, b: 3, parity: 0, result: 1003});
  });

  it("runs what a redefined input reaches, and stops where a value has not changed", async () => {
    const module = started();
    await module.value("result");
    ran.length = 0;
    module.redefine("a", [], () => 4);
    expect(await module.value("result")).toBe(1003);
    expect(ran).toEqual(["parity"]);
    module.redefine("a", [], () => 5);
    expect(await module.value("result")).toBe(1013);
  });

  it("lets a cell of one's own feed an input, and one's own module import a cell", async () => {
    const module = started();
    module.define("mine", [], () => 40);
    module.redefine("b", ["mine"], (mine: number) => mine + 2);
    const main = (runtime as Runtime).module();
    main.import("result", "theirs", module);
    main.define("doubled", ["theirs"], (theirs: number) => 2 * theirs);
    expect(await main.value("doubled")).toBe(2 * 1042);
    module.redefine("mine", [], () => 0);
    expect(await main.value("doubled")).toBe(2 * 1002);
  });

  it("refuses what the schema refuses, and goes on", async () => {
    const module = started();
    module.redefine("a", [], () => 1000);
    await expect(module.value("result")).rejects.toThrow(/^sum: a: .*; got 1000$/);
    module.redefine("a", [], () => 1);
    expect(await module.value("result")).toBe(1013);
  });

  it("gives the numbers of a headless run", async () => {
    runtime = new Runtime();
    const study = syntheticStudy({n: 8, m: 9});
    const given = {dimension: 2, queryCount: 5};
    const module = runtime.module(observableModule(space, study, {studyKey: "s", inputs: given}));
    const found = (await module.value("result")) as {eigenvalues: ArrayLike<number>};
    const alone = await runWorkflow(study, "space", given, {version: "", now: () => 0});
    const {eigenvalues} = alone.result as {eigenvalues: number[]};
    expect(Array.from(found.eigenvalues)).toEqual(eigenvalues);
  });

  it("takes up a study's defaults: a pair of models is compared in the study's own space", async () => {
    runtime = new Runtime();
    const study = {...syntheticStudy({n: 8, m: 9}), defaults: {space: {queryCount: 5}}};
    const define = observableModule(pair, study, {studyKey: "s", inputs: {a: "model-0"}});
    const found = (await runtime.module(define).value("result")) as PairResult;
    expect(found.queriesUsed).toBe(5);
  });
});
