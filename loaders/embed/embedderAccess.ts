import {LoaderError} from "../../src/lib/core/errors.js";
import type {Effects} from "../effects.js";

/** What opening an embedder may use of the world. Without `fetch` the network is left alone. */
export interface EmbedderAccess extends Partial<Pick<Effects, "environment" | "fetch" | "log">> {
  /** ask a server what it serves even if that is recorded */
  readonly fresh?: boolean;
}

/** The code of errors that say an embedder has to be fetched or asked before anything else. */
export const absentEmbedder = "EMBEDDER_ABSENT";

/** An embedder that only the network could give, where the network may not be asked. */
export function absent(what: string, got: string): LoaderError {
  const expected = `embedder: ${what} (vantage embed does, with the network)`;
  return new LoaderError(`${expected}; got ${got}`, {code: absentEmbedder});
}
