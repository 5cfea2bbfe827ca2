import type {CellContext} from "./workflow.js";

/** Run a computation written as a generator to its end, breathing between its steps. */
export async function runSteps<Value>(
  steps: Generator<unknown, Value>,
  {breathe}: Pick<CellContext, "breathe">
): Promise<Value> {
  let step = steps.next();
  while (!step.done) {
    await breathe();
    step = steps.next();
  }
  return step.value;
}
