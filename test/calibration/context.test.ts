import {readFile} from "node:fs/promises";
import {beforeAll, describe, expect, it} from "vitest";
import {errors, heavyRisk, risks} from "./contextMeasures.js";
import {contextWorld} from "./contextWorld.js";
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

const of = (name: string) => meanBounds(runs.map((run) => run[name] as number));
const gap = (larger: string, smaller: string) =>
  meanBounds(runs.map((run) => (run[larger] as number) - (run[smaller] as number)));
const risk = (kind: string, m: number) => `${kind}: risk, m = ${m}`;
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

  it.each([6, 20, 100])(
    "the error of %i labelled models falls from 1 to 10 to 50 questions",
    (n) => {
      expect(gap(error(1, n), error(10, n)).lower).toBeGreaterThan(0);
      expect(gap(error(10, n), error(50, n)).lower).toBeGreaterThan(0);
    }
  );

  it("more labelled models help with fifty questions, and not with one", () => {
    expect(gap(error(50, 6), error(50, 20)).lower).toBeGreaterThan(0);
    expect(gap(error(50, 20), error(50, 100)).lower).toBeGreaterThan(0);
    const {lower, upper} = gap(error(1, 6), error(1, 100));
    expect(lower).toBeGreaterThan(-0.02);
    expect(upper).toBeLessThan(0.02);
  });

  it("a model of another context is near enough to leave less than half of the variance", () => {
    const share = (run: (typeof runs)[number]) =>
      (run["relevant: 1-NN error, m = 50, new contexts"] as number) /
      (run["variance of y"] as number);
    expect(meanBounds(runs.map(share)).upper).toBeLessThan(0.5);
  });

  it("the first direction orders models by what they think of Pell, for relevant questions only", () => {
    expect(of("relevant: τ of ψ₁ and y without sign, m = 50").lower).toBeGreaterThan(0.6);
    expect(of("orthogonal: τ of ψ₁ and y without sign, m = 50").upper).toBeLessThan(0.15);
  });

  it("relevant questions: the risk falls from 2 to 10 to 50 questions", () => {
    expect(gap(risk("relevant", 2), risk("relevant", 10)).lower).toBeGreaterThan(0);
    expect(gap(risk("relevant", 10), risk("relevant", 50)).lower).toBeGreaterThan(0);
  });

  it("relevant questions beat orthogonal ones, ten of them fifty", () => {
    for (const [few, many] of [
      [2, 2],
      [10, 10],
      [10, 50],
      [50, 50]
    ] as const)
      expect(gap(risk("orthogonal", many), risk("relevant", few)).lower).toBeGreaterThan(0);
  });

  it.each([
    ...[2, 10, 50].map((m) => risk("orthogonal", m)),
    "relevant, shuffled labels: risk, m = 50"
  ])("twin: chance is what remains, %s", (name) => {
    expect(of(name).lower).toBeGreaterThan(0.44);
    expect(of(name).upper).toBeLessThan(0.56);
  });

  it("a context that counts as much as the question makes orthogonal questions beat chance", () => {
    expect(of("orthogonal, context weight 1: risk, m = 50").upper).toBeLessThan(0.5);
  });
});
