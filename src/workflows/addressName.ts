/** Inputs that mean another thing in each analysis: addresses name them with the analysis before them. */
const own = new Set(["covariate", "label", "method", "space", "validation"]);

/** What an address calls an input of an analysis: `queryCount`, `regression.method`. */
export function addressName(workflow: string, input: string): string {
  return own.has(input) ? `${workflow}.${input}` : input;
}
