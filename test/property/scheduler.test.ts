import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {createGraph} from "../../src/runtime/graph.js";
import {
  builtWorkflow,
  type CellPlan,
  cellName,
  fails,
  type Inputs,
  inputNames,
  newRecord,
  plans
} from "./scheduledGraphs.js";
import {play, scenarios} from "./scheduler.js";

describe("a session over random graphs", () => {
  it("shows nothing stale as current, nothing old after newer, and rests where a fresh run does", async () => {
    await fc.assert(fc.asyncProperty(scenarios, play), {numRuns: 10_000, seed: 1});
  }, 300_000);
});

describe("a graph after a change of inputs", () => {
  it("runs exactly the cells whose needs have other values, each once", async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.array(fc.constantFrom(...inputNames)), checkAffected),
      {numRuns: 1000, seed: 2}
    );
  }, 120_000);
});

/** Every change is to a value never had before, so that only contents that recur are in memory. */
async function checkAffected(cells: readonly CellPlan[], changes: readonly (keyof Inputs)[]) {
  const record = newRecord();
  const graph = createGraph(
    builtWorkflow(cells, record),
    null,
    {x: 0, y: 0, z: 0},
    {studyKey: "s", pause: () => new Promise((resolve) => setImmediate(resolve))}
  );
  const expected = expectedRuns(cells);
  let inputs: Inputs = {x: 0, y: 0, z: 0};
  await graph.settled();
  expect(record.ran.sort()).toEqual(expected(inputs));
  let fresh = 7;
  for (const name of changes) {
    record.ran.length = 0;
    inputs = {...inputs, [name]: fresh++};
    graph.set({...inputs});
    await graph.settled();
    expect(record.ran.sort()).toEqual(expected(inputs));
    record.ran.length = 0;
    graph.set({...inputs});
    await graph.settled();
    expect(record.ran.sort()).toEqual(expected(inputs));
  }
  expect(record.mixed).toEqual([]);
  graph.dispose();
}

interface Known {
  readonly id: string;
  readonly v: number;
}

/** Which cells run for the next inputs, by the rule: another identity of what they need. */
function expectedRuns(cells: readonly CellPlan[]) {
  let made = 0;
  const memories = cells.map(() => new Map<string, Known | null>());

  /** @returns null where it fails */
  function value(index: number, given: readonly Known[], ran: string[]): Known | null {
    const {kind} = cells[index] as CellPlan;
    const memory = memories[index] as Map<string, Known | null>;
    const key = given.map(({id}) => id).join();
    const found = memory.get(key);
    if (found === undefined) ran.push(cellName(index));
    const made = found === undefined ? result(index, given) : found;
    memory.delete(key);
    // Only what may pass is tried again.
    if (made || kind === "refusing") memory.set(key, made);
    if (memory.size > 4) memory.delete(memory.keys().next().value as string);
    return made;
  }

  function result(index: number, given: readonly Known[]): Known | null {
    const {kind} = cells[index] as CellPlan;
    const sum = given.reduce((total, {v}) => total + v, 0);
    if (fails(kind, sum)) return null;
    const v = kind === "parity" ? Math.abs(sum % 2) : sum;
    return {id: kind === "parity" ? `${cellName(index)}=${v}` : `#${++made}`, v};
  }

  return (inputs: Inputs): string[] => {
    const ran: string[] = [];
    const known = new Map<string, Known | null>(
      Object.entries(inputs).map(([name, v]) => [name, {id: String(v), v}])
    );
    cells.forEach(({needs}, index) => {
      const given = needs.map((need) => known.get(need));
      const isWhole = given.every((one): one is Known => Boolean(one));
      known.set(cellName(index), isWhole ? value(index, given, ran) : null);
    });
    return ran.sort();
  };
}
