/**
 * Runs a stepwise computation to its end without a pause.
 *
 * @param steps a generator that yields wherever a caller could pause
 * @returns what it returns
 */
export function drain<T>(steps: Generator<unknown, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
