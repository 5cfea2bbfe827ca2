import {readFile} from "node:fs/promises";
import {beforeAll, describe, expect, it} from "vitest";
import {
  contextRisk,
  firstAxisTau,
  nearestError,
  newContextError,
  overQueries,
  shuffledLabels,
  variance
} from "./contextSignature.js";
import {type ContextWorld, contextWorld} from "./contextWorld.js";
import {analysisStream} from "./exposureSignature.js";
import {meanBounds} from "./meanBounds.js";

/*
 * The signatures of the experiment with contexts (arXiv 2410.01106, §4.1) on the embedded study, over 12
 * seeds that share nothing but contexts and questions; one answer per question. Every statement is about
 * the 99 % bound of a mean over seeds, seeds being the unit.
 */

const seeds = Array.from({length: 12}, (_, k) => 201 + k);
const runs: Readonly<Record<string, number>>[] = [];

beforeAll(async () => {
  for (const seed of seeds) {
    const world = await contextWorld(seed);
    const heavy = await contextWorld(seed, {contextWeight: 1}, ["orthogonal"]);
    runs.push({...errors(world, seed), ...risks(world, seed), ...heavyRisk(heavy, seed)});
  }
}, 600_000);

function errors(world: ContextWorld, seed: number): Record<string, number> {
  const [random, {greatness: y, contexts}] = [analysisStream(seed), world];
  const found: Record<string, number> = {"variance of y": variance(y)};
  for (const m of [1, 10, 50])
    for (const n of [6, 20, 100])
      found[`relevant: 1-NN error, m = ${m}, n = ${n}`] = overQueries(
        world,
        "relevant",
        m,
        random,
        (X, own) => nearestError(X, y, n, own)
      );
  for (const kind of ["relevant", "orthogonal"] as const) {
    found[`${kind}: 1-NN error, m = 50, new contexts`] = overQueries(world, kind, 50, random, (X) =>
      newContextError(X, y, contexts)
    );
    found[`${kind}: τ of ψ₁ and y without sign, m = 50`] = overQueries(world, kind, 50, random, (X) =>
      firstAxisTau(X, y)
    );
  }
  return found;
}

function risks(world: ContextWorld, seed: number): Record<string, number> {
  const [random, {admiring, contexts}] = [analysisStream(seed), world];
  const found: Record<string, number> = {};
  for (const kind of ["relevant", "orthogonal"] as const)
    for (const m of [2, 10, 50])
      found[`${kind}: risk, m = ${m}`] = overQueries(world, kind, m, random, (X, own) =>
        contextRisk(X, admiring, contexts, own)
      );
  found["relevant, shuffled labels: risk, m = 50"] = overQueries(
    world,
    "relevant",
    50,
    random.split("shuffled"),
    (X, own) => contextRisk(X, shuffledLabels(world, own.split("labels")), contexts, own)
  );
  return found;
}

function heavyRisk(world: ContextWorld, seed: number): Record<string, number> {
  const random = analysisStream(seed).split("heavy");
  const risk = overQueries(world, "orthogonal", 50, random, (X, own) =>
    contextRisk(X, world.admiring, world.contexts, own)
  );
  return {"orthogonal, context weight 1: risk, m = 50": risk};
}

const of = (name: string) => meanBounds(runs.map((run) => run[name] as number));
const gap = (larger: string, smaller: string) =>
  meanBounds(runs.map((run) => (run[larger] as number) - (run[smaller] as number))).lower;
const error = (m: number, n: number) => `relevant: 1-NN error, m = ${m}, n = ${n}`;

/** The measured rows, as the page prints them: mean, lower and upper bound. */
function table(): string[] {
  return Object.keys(runs[0] ?? {}).map((name) => {
    const {mean, lower, upper} = of(name);
    return `| ${name} | ${[mean, lower, upper].map((value) => value.toFixed(4)).join(" | ")} |`;
  });
}

describe("the context study over 12 seeds", () => {
  it("finds what docs/language-models.md states, to the digits printed", async () => {
    const page = await readFile("docs/language-models.md", "utf8");
    expect(table().filter((line) => !page.includes(line))).toEqual([]);
  });
});
