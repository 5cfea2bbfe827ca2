import {readFile} from "node:fs/promises";
import {beforeAll, describe, expect, it} from "vitest";
import {analysisStream, fisherRisk, projectionTau, shuffled} from "./exposureSignature.js";
import {exposureWorld} from "./exposureWorld.js";
import {meanBounds} from "./meanBounds.js";

/*
 * The signatures of the exposure experiment (arXiv 2410.01106, §4.2) on the embedded study, over 24
 * seeds that share nothing but the questions; one answer per question. Every statement is about the
 * 99 % bound of a mean over seeds, seeds being the unit.
 */

type Kind = "relevant" | "orthogonal";
const kinds: readonly Kind[] = ["relevant", "orthogonal"];
const counts = [2, 10, 50] as const;
const seeds = Array.from({length: 24}, (_, k) => 101 + k);

interface Measured {
  readonly risk: Record<Kind, number[]>;
  readonly tau: Record<Kind, {all: number; within: number}>;
  readonly shuffled: {risk: number; tau: number};
}
const runs: Measured[] = [];
const leaky: number[] = [];

beforeAll(async () => {
  for (const seed of seeds) {
    const world = await exposureWorld(seed);
    const random = analysisStream(seed);
    const risks = (kind: Kind) => counts.map((m) => fisherRisk(world, kind, m, 10, random));
    runs.push({
      risk: {relevant: risks("relevant"), orthogonal: risks("orthogonal")},
      tau: {
        relevant: projectionTau(world, "relevant", random),
        orthogonal: projectionTau(world, "orthogonal", random)
      },
      shuffled: shuffled(world, "relevant", 10, random)
    });
    const leaking = await exposureWorld(seed, {routerLeak: 0.3}, ["orthogonal"]);
    leaky.push(fisherRisk(leaking, "orthogonal", 50, 10, random));
  }
}, 600_000);

const over = (measure: (run: Measured) => number) => meanBounds(runs.map(measure));

/** The measured rows, as the page prints them: mean, lower and upper bound. */
function table(): string[] {
  const line = (name: string, {mean, lower, upper}: ReturnType<typeof meanBounds>) =>
    `| ${name} | ${[mean, lower, upper].map((value) => value.toFixed(3)).join(" | ")} |`;
  return [
    ...kinds.flatMap((kind) => [
      ...counts.map((m, k) =>
        line(
          `${kind}: risk, m = ${m}`,
          over(({risk}) => risk[kind][k] as number)
        )
      ),
      line(
        `${kind}: τ, all models`,
        over(({tau}) => tau[kind].all)
      ),
      line(
        `${kind}: τ, exposed models only`,
        over(({tau}) => tau[kind].within)
      )
    ]),
    line(
      "relevant, shuffled labels: risk, m = 50",
      over((run) => run.shuffled.risk)
    ),
    line(
      "relevant, shuffled labels: τ",
      over((run) => run.shuffled.tau)
    ),
    line("orthogonal, router leak .3: risk, m = 50", meanBounds(leaky))
  ];
}

describe("the exposure study over 24 seeds", () => {
  it("finds what docs/language-models.md states, to the digits printed", async () => {
    const page = await readFile("docs/language-models.md", "utf8");
    const missing = table().filter((line) => !page.includes(line));
    expect(missing).toEqual([]);
  });

  it("relevant questions: the risk falls from 2 to 10 to 50 questions", () => {
    const [two, ten, fifty] = [0, 1, 2];
    const fall = (from = 0, to = 0) =>
      over(({risk}) => (risk.relevant[from] as number) - (risk.relevant[to] as number));
    expect(fall(two, ten).lower).toBeGreaterThan(0);
    expect(fall(ten, fifty).lower).toBeGreaterThan(0);
  });

  it.each([0, 1, 2])("relevant questions beat orthogonal ones, %i of 2, 10, 50", (k) => {
    const gap = over(({risk}) => (risk.orthogonal[k] as number) - (risk.relevant[k] as number));
    expect(gap.lower).toBeGreaterThan(0);
  });

  it("ten relevant questions beat fifty orthogonal ones", () => {
    const gap = over(({risk}) => (risk.orthogonal[2] as number) - (risk.relevant[1] as number));
    expect(gap.lower).toBeGreaterThan(0);
  });

  it("the out-of-fold projection orders models by exposure for relevant questions only", () => {
    const gap = over(({tau}) => tau.relevant.all - tau.orthogonal.all);
    expect(gap.lower).toBeGreaterThan(0.3);
    expect(over(({tau}) => tau.relevant.within).lower).toBeGreaterThan(0.3);
  });

  it("twin: orthogonal questions tell nothing at one answer each", () => {
    const tau = over((run) => run.tau.orthogonal.all);
    expect(tau.lower).toBeGreaterThan(-0.15);
    expect(tau.upper).toBeLessThan(0.15);
  });

  it("a router that leaks makes fifty orthogonal questions beat chance", () => {
    expect(meanBounds(leaky).upper).toBeLessThan(0.5);
  });

  it("twin: shuffled labels leave a risk of one half and no order", () => {
    const {risk, tau} = {
      risk: over((run) => run.shuffled.risk),
      tau: over((run) => run.shuffled.tau)
    };
    expect(risk.lower).toBeGreaterThan(0.45);
    expect(risk.upper).toBeLessThan(0.55);
    expect(tau.lower).toBeGreaterThan(-0.1);
    expect(tau.upper).toBeLessThan(0.1);
  });
});
