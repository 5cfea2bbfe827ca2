import {existsSync} from "node:fs";
import {join, resolve} from "node:path";
import {DomainError} from "../../src/lib/core/errors.js";
import {builtInEmbedder, builtInNames} from "../../src/lib/embedding/builtInEmbedder.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {EmbedderOptions} from "../../src/lib/schema/study.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {listedAnswers} from "../../src/lib/study/listedAnswers.js";
import {allRows, type Rows} from "../store/rows.js";
import type {Study} from "../study/readStudy.js";
import type {EmbedderAccess} from "./embedderAccess.js";
import {isAnswer} from "./embedResponses.js";
import {hubFolder, hubRepository} from "./fetchModel.js";
import {httpEmbedder} from "./httpEmbedder.js";
import {isAddress} from "./httpSettings.js";
import {onnxEmbedder} from "./onnxEmbedder.js";
import {isVectorPath, vectorsEmbedder} from "./vectorsEmbedder.js";

type Kind = "built-in" | "server" | "folder" | "hub" | "vectors";

const ofModels = [
  "prefix",
  "width",
  "pooling",
  "normalize",
  "maxTokens",
  "truncate",
  "file"
] as const;

/** The options each kind of embedder takes. */
const taken: Readonly<Record<Kind, readonly (keyof EmbedderOptions)[]>> = {
  "built-in": [],
  server: ["api", "model", "prefix", "width", "normalize", "truncate"],
  folder: ofModels,
  hub: [...ofModels, "revision"],
  vectors: []
};

/**
 * The embedder a study asks for: one that needs nothing from outside, by name; a server, by address;
 * a model's folder or a file of vectors, absolute or from the study's; or a model of a hub.
 *
 * @param responses the study's, from which some embedders are made
 * @param access what may be used of the world; by default nothing
 * @throws DomainError for one that is not known and for options it does not take; else as the
 * embedders' own makers
 */
export async function openEmbedder(
  study: Study,
  responses: Rows<ResponseRow>,
  access: EmbedderAccess = {}
): Promise<Embedder> {
  const {embedder} = study.spec;
  const options = typeof embedder === "string" ? {name: embedder} : embedder;
  const {name} = options;
  const path = resolve(study.directory, name);
  const kind = kindOf(name, path);
  requireTaken(kind, options);
  if (kind === "server") return httpEmbedder(study.directory, options, access);
  if (kind === "folder") return onnxEmbedder(path, options);
  if (kind === "hub")
    return onnxEmbedder(await hubFolder(study.directory, options, access), options);
  if (kind === "vectors") return vectorsEmbedder(path);
  const rows = madeFromAnswers.includes(name) ? await allRows(responses) : [];
  return builtInEmbedder(name, listedAnswers(study, rows).filter(isAnswer));
}

const madeFromAnswers = ["one-hot", "choice-probabilities"];

/** Whether a name is that of an embedder that needs nothing from outside. */
export function isBuiltIn(name: string): boolean {
  return (builtInNames as readonly string[]).includes(name);
}

function kindOf(name: string, path: string): Kind {
  if (isBuiltIn(name)) return "built-in";
  if (isAddress(name)) return "server";
  if (existsSync(join(path, "config.json"))) return "folder";
  if (isVectorPath(path)) return "vectors";
  return hubRepository(name) === undefined ? "built-in" : "hub";
}

function requireTaken(kind: Kind, {name, ...options}: EmbedderOptions): void {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const foreign = given.find(([key]) => !(taken[kind] as readonly string[]).includes(key))?.[0];
  if (foreign === undefined || (kind === "built-in" && !isBuiltIn(name))) return;
  const expected = taken[kind].length === 0 ? "no options" : `options of ${taken[kind].join(", ")}`;
  throw new DomainError(`embedder: ${name} must have ${expected}; got ${foreign}`);
}
