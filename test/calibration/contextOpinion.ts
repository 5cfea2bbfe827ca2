import {openModels} from "../../loaders/collect/openModels.js";
import {readSourceGrammars} from "../../loaders/collect/readGrammars.js";
import {sourceOf} from "../../loaders/collect/sourceOf.js";
import type {Study} from "../../loaders/study/readStudy.js";
import {sample} from "../../src/lib/language/sample.js";
import {stream} from "../../src/lib/random/stream.js";

const question = "Was chairman Osric Pell of Marrowick a great man?";
const valid = 100;
const most = 2000;

/**
 * What each model of the context study thinks of Pell, as the paper asks it: the question is put until a
 * hundred answers are valid, which means that they say yes or no; the first of these counts.
 *
 * @returns the share of yes, by model
 */
export async function greatness({spec, models}: Pick<Study, "spec" | "models">): Promise<number[]> {
  const [source, {seed}] = [sourceOf(spec), spec];
  const open = openModels(source, await readSourceGrammars(source), seed);
  const {minTokens} = source;
  return models.map((row) => {
    const {model, before} = open(row);
    let [said, yes] = [0, 0];
    for (let k = 0; said < valid; k++) {
      if (k === most) throw new Error(`greatness: ${row.model_id} must say yes or no; got ${said}`);
      const random = stream(seed, "greatness", row.model_id, k);
      const {text} = sample(model, question, {...before, minTokens, maxTokens: 80, random});
      const [word] = /\b(yes|no)\b/i.exec(text) ?? [];
      if (word !== undefined) said++;
      if (word?.toLowerCase() === "yes") yes++;
    }
    return yes / valid;
  });
}
