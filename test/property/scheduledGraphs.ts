import fc from "fast-check";
import {z} from "zod";
import {DomainError} from "../../src/lib/core/errors.js";
import type {Cell, CellContext, Workflow} from "../../src/runtime/workflow.js";

/*
 * Random graphs of cells, as data: built into a workflow that records what it does, and evaluated by a
 * plain reference that knows nothing of scheduling.
 */

export const inputNames = ["x", "y", "z"] as const;
export type Inputs = Readonly<Record<(typeof inputNames)[number], number>>;

/** `parity` has a content key; `slow` breathes; `failing` and `refusing` throw for every third sum. */
export type Kind = "sum" | "parity" | "slow" | "failing" | "refusing";

export interface CellPlan {
  readonly needs: readonly string[];
  readonly kind: Kind;
  /** turns of the event loop it takes */
  readonly turns: number;
}

/** What a cell gives: a number, and the inputs it was made from, so that mixtures show. */
export interface Tagged {
  readonly v: number;
  readonly seen: Partial<Inputs>;
}

/** What the run of a workflow was seen to do. */
export interface Recorded {
  /** names of cells, once a run that was begun */
  readonly ran: string[];
  /** what was mixed of different inputs */
  readonly mixed: string[];
  /** runs of a cell under way and not stopped */
  readonly active: Map<string, number>;
  mostActive: number;
}

export const cellName = (index: number) => `c${index}`;

export const plans: fc.Arbitrary<CellPlan[]> = fc
  .array(
    fc.record({
      picks: fc.array(fc.nat(), {minLength: 1, maxLength: 4}),
      kind: fc.constantFrom<Kind>("sum", "parity", "slow", "failing", "refusing"),
      turns: fc.nat(3)
    }),
    {minLength: 1, maxLength: 12}
  )
  .map((drawn) =>
    drawn.map(({picks, kind, turns}, index) => {
      const names = [...inputNames, ...drawn.slice(0, index).map((_, k) => cellName(k))];
      const needs = [...new Set(picks.map((pick) => names[pick % names.length] as string))];
      return {needs, kind, turns};
    })
  );

export const newRecord = (): Recorded => ({ran: [], mixed: [], active: new Map(), mostActive: 0});

/** The workflow of some plans; `result` is the last cell. */
export function builtWorkflow(cells: readonly CellPlan[], record: Recorded): Workflow {
  const schema = z.strictObject({
    x: z.number().max(1000).default(0),
    y: z.number().max(1000).default(0),
    z: z.number().max(1000).default(0)
  });
  const built = cells.map((plan, index): [string, Cell] => {
    const name = cellName(index);
    const run = (needs: Readonly<Record<string, unknown>>, context: CellContext) =>
      runPlan(name, plan, needs, context, record);
    const key = plan.kind === "parity" ? ({v}: Tagged) => String(v) : undefined;
    const cell = {name, needs: plan.needs, version: 1, run, key} as unknown as Cell;
    return [name, cell];
  });
  return {name: "random", inputs: schema, cells: new Map(built)};
}

async function runPlan(
  name: string,
  {kind, turns}: CellPlan,
  needs: Readonly<Record<string, unknown>>,
  {breathe, signal}: CellContext,
  record: Recorded
): Promise<Tagged> {
  record.ran.push(name);
  const running = (by: number) => {
    const now = (record.active.get(name) ?? 0) + by;
    record.active.set(name, now);
    record.mostActive = Math.max(record.mostActive, now);
  };
  const merged = mergedNeeds(name, needs, record);
  if (turns === 0 && kind === "sum") return merged;
  running(1);
  let isCounted = true;
  const leave = () => {
    if (isCounted) running(-1);
    isCounted = false;
  };
  signal.addEventListener("abort", leave);
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (kind === "slow") await breathe();
  }
  leave();
  if (fails(kind, merged.v)) {
    const message = `${name}: sum must not be a multiple of three; got ${merged.v}`;
    throw kind === "refusing" ? new DomainError(message) : new Error(message);
  }
  return kind === "parity" ? {v: Math.abs(merged.v % 2), seen: {}} : merged;
}

function mergedNeeds(
  name: string,
  needs: Readonly<Record<string, unknown>>,
  record: Recorded
): Tagged {
  const seen: Record<string, number> = {};
  let v = 0;
  for (const [need, value] of Object.entries(needs)) {
    const tagged: Tagged =
      typeof value === "number" ? {v: value, seen: {[need]: value}} : (value as Tagged);
    v += tagged.v;
    for (const [input, own] of Object.entries(tagged.seen)) {
      if (input in seen && seen[input] !== own)
        record.mixed.push(`${name}: ${input} is ${seen[input]} and ${own}`);
      seen[input] = own;
    }
  }
  return {v, seen};
}

/** Whether a cell throws at a sum. */
export function fails(kind: Kind, sum: number): boolean {
  return (kind === "failing" || kind === "refusing") && sum % 3 === 0;
}

/** What each cell is for some inputs: a number, or null where it or a cell it needs fails. */
export function reference(
  cells: readonly CellPlan[],
  inputs: Inputs
): ReadonlyMap<string, number | null> {
  const found = new Map<string, number | null>(Object.entries(inputs));
  cells.forEach(({needs, kind}, index) => {
    const values = needs.map((need) => found.get(need) as number | null);
    const sum = values.reduce((total: number, value) => total + (value ?? 0), 0);
    const isNull = values.includes(null) || fails(kind, sum);
    found.set(cellName(index), isNull ? null : kind === "parity" ? Math.abs(sum % 2) : sum);
  });
  return found;
}
