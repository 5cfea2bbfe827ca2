import type {GraphProxy} from "./session.js";

/**
 * A graph's result once it is made for the inputs set last. That the graph has settled is not enough: a fast
 * run may settle before its host hears that anybody follows the result, and tells it only then.
 *
 * @returns rejects with the message of what was refused or failed
 */
export function resultOf(graph: GraphProxy): Promise<unknown> {
  return new Promise((resolve, reject) => {
    graph.on("result", ({state, value, stale, error}) => {
      if (state === "fulfilled" && !stale) resolve(value);
      if (state === "rejected") reject(new Error(error?.message ?? "the analysis failed"));
    });
  });
}
