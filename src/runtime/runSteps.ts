import type {CellContext} from "./workflow.js";

/**
 * Run a computation written as a generator to its end, breathing between its steps.
 *
 * @param total how many steps there are, so that progress can be told
 */
export async function runSteps<Value>(
  steps: Generator<unknown, Value>,
  {breathe, progress}: Pick<CellContext, "breathe" | "progress">,
  total?: number
): Promise<Value> {
  let step = steps.next();
  for (let done = 1; !step.done; done++) {
    if (total !== undefined) progress(done, total);
    await breathe();
    step = steps.next();
  }
  return step.value;
}
