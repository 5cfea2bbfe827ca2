import {expect, it} from "vitest";
import {fuzzIntake} from "../property/intakeCases.js";
import {intakeSeeds} from "../property/intakeSeeds.js";

/** 10,005 cases in all. */
const each = 667;

it.each(intakeSeeds.map((seed) => [seed.name, seed] as const))(
  "importing %s, changed at random, keeps its promises",
  async (_, seed) => {
    const counts = await fuzzIntake(seed, each, 20_260_101);
    expect(counts.imported + counts["refused whole"] + counts["no format"]).toBe(each);
    expect(counts.imported).toBeGreaterThan(each / 20);
  }
);
