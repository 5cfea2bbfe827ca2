import {expect, it} from "vitest";
import {type Claim, parseClaims} from "../../src/claims/claimSchema.js";
import {evaluateClaim} from "../../src/claims/evaluateClaim.js";
import {stream} from "../../src/lib/random/stream.js";

/*
 * At a truth exactly on the threshold, a claim must come out VERIFIED no more often than half of what its
 * interval leaves out, and FALSIFIED no more often either, also with five runs, and for skewed values.
 */

const repeats = 4000;
const level = 0.9;

function claimOver(seeds: number): Claim {
  const claim = {
    ...{id: "one", statement: "a", otherwise: "b", workflow: "regression", measure: "value"},
    ...{holds: {op: ">", value: 0}, over: {seeds}, level, negativeTwin: {set: {}}}
  };
  return parseClaims([claim], "c")[0] as Claim;
}

/** 99.9 % of binomial counts lie below this share. */
const limit = (share: number) => share + 3.3 * Math.sqrt((share * (1 - share)) / repeats);

it.each([5, 10, 40])(
  "a mean on the threshold is claimed wrongly at most as agreed, %i runs",
  async (seeds) => {
    const counts = {VERIFIED: 0, FALSIFIED: 0, INCONCLUSIVE: 0};
    for (let repeat = 0; repeat < repeats; repeat++) {
      const draw = stream(1, "claims", seeds, repeat);
      const {verdict} = await evaluateClaim(claimOver(seeds), async () => ({value: draw.normal()}));
      counts[verdict]++;
    }
    expect(counts.VERIFIED / repeats).toBeLessThan(limit((1 - level) / 2));
    expect(counts.FALSIFIED / repeats).toBeLessThan(limit((1 - level) / 2));
    // Nor is it stricter than it says.
    expect(counts.INCONCLUSIVE / repeats).toBeLessThan(limit(level));
  },
  300_000
);

it("a p on the threshold is claimed wrongly at most as agreed", async () => {
  const claim = {
    ...claimOver(2),
    measure: "pValue",
    holds: {op: "<", value: 0.05} as const,
    over: undefined
  };
  let verified = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const draw = stream(2, "claims", repeat);
    let asGood = 0;
    for (let b = 0; b < 999; b++) if (draw.uniform() < 0.05) asGood++;
    const result = {pValue: (1 + asGood) / 1000, asGood, inference: {B: 999}};
    if ((await evaluateClaim(claim, async () => result)).verdict === "VERIFIED") verified++;
  }
  expect(verified / repeats).toBeLessThan(limit((1 - level) / 2));
}, 300_000);

it.each([0.5, 0.8])(
  "a share of %f on the threshold is claimed wrongly at most as agreed",
  async (fraction) => {
    const claim = {...claimOver(20), fraction};
    let verified = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const draw = stream(3, "claims", fraction, repeat);
      const run = async () => ({value: draw.uniform() < fraction ? 1 : -1});
      if ((await evaluateClaim(claim, run)).verdict === "VERIFIED") verified++;
    }
    expect(verified / repeats).toBeLessThan(limit((1 - level) / 2));
  },
  300_000
);
