import {DataError} from "../../src/lib/core/errors.js";
import type {TopicGrammar} from "../../src/lib/language/expandGrammar.js";
import {growExposureCorpora, trainExposed} from "../../src/lib/language/exposure.js";
import {growBase} from "../../src/lib/language/growBase.js";
import {type LanguageModel, trainLanguageModel} from "../../src/lib/language/languageModel.js";
import type {ContextOptions} from "../../src/lib/language/topicPosterior.js";
import {stream} from "../../src/lib/random/stream.js";
import type {ContextSource} from "../../src/lib/schema/contextSource.js";
import type {EmbeddedSource} from "../../src/lib/schema/embeddedSource.js";
import type {ModelTableRow} from "../../src/lib/schema/tables.js";
import type {LanguageSource} from "./sourceOf.js";

/** One model of a study, ready to be asked. */
export interface MadeModel {
  readonly model: LanguageModel;
  /** what is put before its questions, if anything */
  readonly before: ContextOptions;
  /** what its row decides of it, for the keys of its answers */
  readonly from: number | string;
}

/**
 * Grows and trains what all models of a study share, and says how each is made of its row.
 *
 * @param seed the study's root seed
 * @returns a function of a model's row; it throws a DataError if the row does not say how
 */
export function openModels(
  source: LanguageSource,
  grammars: readonly TopicGrammar[],
  seed: number
): (row: ModelTableRow) => MadeModel {
  return source.kind === "embedded-ngram"
    ? exposedModels(source, grammars, seed)
    : contextModels(source, grammars, seed);
}

function exposedModels(source: EmbeddedSource, grammars: readonly TopicGrammar[], seed: number) {
  const grown = growExposureCorpora(grammars, source, seed);
  return (row: ModelTableRow): MadeModel => {
    const share = shareOf(row, source);
    const random = stream(seed, "documents", row.model_id);
    return {model: trainExposed(grown, share, source, random), before: {}, from: share};
  };
}

function contextModels(source: ContextSource, grammars: readonly TopicGrammar[], seed: number) {
  const model = trainLanguageModel(growBase(grammars, source, seed));
  return (row: ModelTableRow): MadeModel => {
    const random = stream(seed, "context", row.model_id);
    const drawn = random.sample(source.words.length, appendedOf(row, source));
    const context = [contextOf(row, source), ...Array.from(drawn, (i) => source.words[i])].join(
      " "
    );
    return {model, before: {context, contextWeight: source.contextWeight}, from: context};
  };
}

function shareOf(model: ModelTableRow, {share}: EmbeddedSource): number {
  const value = model[share];
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new DataError(
    `models.csv: ${share} of ${model.model_id} must be a number in [0, 1]; got ${value ?? "nothing"}`
  );
}

function contextOf(model: ModelTableRow, {context, contexts}: ContextSource): string {
  const value = model[context];
  const text = typeof value === "string" && Object.hasOwn(contexts, value) && contexts[value];
  if (text) return text;
  throw new DataError(
    `models.csv: ${context} of ${model.model_id} must be a context of study.json; got ${value ?? "nothing"}`
  );
}

function appendedOf(model: ModelTableRow, {appended, words}: ContextSource): number {
  const value = model[appended] ?? 0;
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= words.length)
    return Number(value);
  throw new DataError(
    `models.csv: ${appended} of ${model.model_id} must be a whole number up to ${words.length}; got ${value}`
  );
}
