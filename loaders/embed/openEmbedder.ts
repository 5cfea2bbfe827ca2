import {existsSync} from "node:fs";
import {join, resolve} from "node:path";
import {DomainError} from "../../src/lib/core/errors.js";
import {builtInEmbedder, builtInNames} from "../../src/lib/embedding/builtInEmbedder.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {listedAnswers} from "../../src/lib/study/listedAnswers.js";
import type {Study} from "../study/readStudy.js";
import {isAnswer} from "./embedResponses.js";
import {onnxEmbedder} from "./onnxEmbedder.js";

/**
 * The embedder a study asks for: one that needs nothing from outside, by name, or a model's folder,
 * absolute or from the study's.
 *
 * @param responses the study's, from which some embedders are made
 * @throws DomainError for one that is not known and for options it does not take; else as
 * `builtInEmbedder` and `onnxEmbedder`
 */
export async function openEmbedder(
  study: Study,
  responses: readonly ResponseRow[]
): Promise<Embedder> {
  const {embedder} = study.spec;
  const {name, ...options} = typeof embedder === "string" ? {name: embedder} : embedder;
  const folder = resolve(study.directory, name);
  if (!isBuiltIn(name) && existsSync(join(folder, "config.json")))
    return onnxEmbedder(folder, {name, ...options});
  const [option] = Object.keys(options);
  if (isBuiltIn(name) && option !== undefined)
    throw new DomainError(`embedder: ${name} must have no options; got ${option}`);
  return builtInEmbedder(
    name,
    isBuiltIn(name) ? listedAnswers(study, responses).filter(isAnswer) : []
  );
}

/** Whether a name is that of an embedder that needs nothing from outside. */
export function isBuiltIn(name: string): boolean {
  return (builtInNames as readonly string[]).includes(name);
}
