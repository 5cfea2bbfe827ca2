import type {Exchange} from "../lib/inference/exchange.js";
import {permutationEstimate, permutationResult} from "../lib/inference/permutationTest.js";
import type {Job} from "../runtime/jobs.js";
import {sampleDraws} from "../runtime/sampleDraws.js";
import type {CellContext} from "../runtime/workflow.js";

/** What the shuffles of an analysis said; null where none were made. */
export interface Shuffles {
  readonly exchange: Exchange;
  /** how many were made */
  readonly permutations: number;
  readonly asGood: number | null;
  readonly pValue: number | null;
  readonly minP: number | null;
}

interface Asked<Payload> {
  readonly job: Job<Payload>;
  readonly payload: () => Payload;
  /** makes the function of one draw, for this thread */
  readonly draw: () => (index: number) => number;
  readonly permutations: number;
  readonly scheme: {readonly exchange: Exchange; readonly arrangements: number};
  readonly seed: number;
}

/** Makes the shuffles asked for, or as many as there are when who waits has seen enough. */
export async function shuffle<Payload>(
  {job, payload, draw, permutations, scheme, seed}: Asked<Payload>,
  context: CellContext
): Promise<Shuffles> {
  const {exchange} = scheme;
  if (permutations === 0) return {exchange, permutations, asGood: null, pValue: null, minP: null};
  const sampling = {job, payload, draw: draw(), count: permutations, partial: permutationEstimate};
  const draws = await sampleDraws(sampling, context);
  if (draws.length < permutations)
    context.warn({
      code: "STOPPED_EARLY",
      message: `${draws.length} of ${permutations} shuffles were made: they were stopped early`,
      value: draws.length
    });
  return permutationResult(draws, {...scheme, seed});
}
