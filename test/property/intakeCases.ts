import fc from "fast-check";
import {checkIntake, type Outcome} from "./checkIntake.js";
import {type Mutation, mutated, mutations} from "./intakeMutations.js";
import type {Seed} from "./intakeSeeds.js";

interface Case {
  readonly changes: readonly Mutation[];
  /** whether the format is said, or found by its marks */
  readonly isSaid: boolean;
  /** whether the model is said, as some logs need */
  readonly isModelSaid: boolean;
}

const cases: fc.Arbitrary<Case> = fc.record({
  changes: mutations,
  isSaid: fc.boolean(),
  isModelSaid: fc.boolean()
});

/**
 * Imports a seed's log, changed at random, so many times; throws with the smallest change that
 * breaks a promise.
 *
 * @returns how often what became of it
 */
export async function fuzzIntake(
  seed: Seed,
  numRuns: number,
  from: number
): Promise<Readonly<Record<Outcome, number>>> {
  const counts = {imported: 0, "refused whole": 0, "no format": 0};
  const property = fc.asyncProperty(cases, async ({changes, isSaid, isModelSaid}) => {
    const files = mutated(seed, changes);
    const outcome = await checkIntake(
      files,
      isSaid ? seed.format : undefined,
      isModelSaid ? "said" : undefined
    );
    counts[outcome]++;
  });
  await fc.assert(property, {numRuns, seed: from, interruptAfterTimeLimit: 600_000});
  return counts;
}
