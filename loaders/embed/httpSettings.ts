import {DomainError} from "../../src/lib/core/errors.js";
import type {EmbedderOptions} from "../../src/lib/schema/study.js";
import {httpApis} from "./httpApi.js";

/** All a study says about an embedding server. */
export interface HttpSettings {
  readonly api: keyof typeof httpApis;
  /** without the API's path, without a slash at its end */
  readonly base: string;
  readonly model: string | undefined;
  /** put before every text that is not blank */
  readonly prefix: string;
  readonly width: number | undefined;
  readonly normalize: boolean;
  readonly truncate: boolean;
}

const apis = Object.keys(httpApis).join(", ");

/** Whether an embedder's name is a server's address. */
export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/**
 * Settles the options of an embedding server.
 *
 * @throws DomainError for an address with a password or a query in it (nothing secret belongs in a
 * study), for no `api`, for a model left out where one is needed, and for `truncate` where the
 * server has no such switch
 */
export function httpSettings(options: EmbedderOptions): HttpSettings {
  const {name, api, model, prefix = "", width, normalize = true, truncate = false} = options;
  const base = baseOf(name);
  if (api === undefined)
    throw new DomainError(`embedder: api of a server must be one of ${apis}; got none`);
  if (model === undefined && api !== "tei")
    throw new DomainError(`embedder: model must be given for api ${api}; got none`);
  if (truncate && !httpApis[api].truncates)
    throw new DomainError(`embedder: api ${api} must have no truncate, it has none; got true`);
  return {api, base, model, prefix, width, normalize, truncate};
}

function baseOf(name: string): string {
  const refused = (expected: string) =>
    new DomainError(`embedder: address of a server must ${expected}; got another`);
  if (!URL.canParse(name)) throw refused("be a URL");
  const {origin, pathname, username, password, search, hash} = new URL(name);
  if (username || password) throw refused("hold no user name or password");
  if (search || hash) throw refused("end with its path");
  const path = pathname.replace(/\/(v1(\/embeddings)?|api(\/embed)?|embed)?\/*$/, "");
  return origin + path.replace(/\/+$/, "");
}
