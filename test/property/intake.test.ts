import {describe, expect, it} from "vitest";
import {checkIntake} from "./checkIntake.js";
import {fuzzIntake} from "./intakeCases.js";
import {mutated} from "./intakeMutations.js";
import {intakeSeeds} from "./intakeSeeds.js";

describe("importers, of logs changed at random", () => {
  it.each(intakeSeeds.map((seed) => [seed.name, seed] as const))("%s keep", async (_, seed) => {
    expect(await checkIntake(mutated(seed, []), undefined, "said")).toBe("imported");
    const counts = await fuzzIntake(seed, 34, 7);
    expect(counts.imported).toBeGreaterThan(0);
  });
});
