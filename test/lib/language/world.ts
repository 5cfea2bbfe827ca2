import {readFileSync} from "node:fs";
import {type LanguageModel, trainLanguageModel} from "../../../src/lib/language/languageModel.js";

/** What `test/golden/language/make.py` wrote. */
export interface Golden {
  readonly corpora: Record<string, string[]>;
  readonly extra: string[];
  readonly weight: number;
  readonly probabilities: {
    topic: string;
    history: [string, string];
    word: string;
    base: number;
    tuned: number;
  }[];
  readonly posteriors: {context: string; query: string; posterior: number[]}[];
  readonly text: string;
  readonly gate: number[];
  readonly perplexity: {perplexity: number; tokens: number};
}

/** Reference numbers of a two-topic model in exact fractions. */
export const golden: Golden = JSON.parse(
  readFileSync(new URL("../../golden/language/data.json", import.meta.url), "utf8")
);

/** The golden file's base model. */
export function smallModel(routerLeak = 0): LanguageModel {
  return trainLanguageModel(
    Object.entries(golden.corpora).map(([topic, documents]) => ({topic, documents})),
    {routerLeak}
  );
}

/** Id of a word, 0 for "". */
export function idOf({vocabulary}: LanguageModel, word: string): number {
  return word === "" ? 0 : (vocabulary.ids.get(word) ?? -1);
}
