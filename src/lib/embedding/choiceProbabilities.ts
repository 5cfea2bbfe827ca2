import {DataError} from "../core/errors.js";
import {type AnswerOption, answerName, answerOptions, placesByQuery} from "./answerOptions.js";
import type {Answer, Embedder} from "./embedder.js";

/**
 * The embedder `choice-probabilities` of some answers: √p, where p is the softmax of the
 * log-probabilities of the options an answer chose from, so that distances are √2 times Hellinger's.
 * Options of a query stand in the order of their texts' code units; one an answer does not list has
 * probability 0, and one it lists twice the sum; zeros fill up to the query with the most options.
 *
 * @param answers all answers of a study
 * @throws DataError naming an answer without options or log-probabilities
 */
export function choiceProbabilitiesEmbedder(answers: readonly Answer[]): Embedder {
  const textsOf = (answer: Answer) => optionsOf(answer).map(({text}) => text);
  const {places, width} = placesByQuery(answers, textsOf);
  return {
    id: `choice-probabilities-${width}`,
    name: "choice-probabilities",
    width,
    lexical: false,
    content(answer) {
      const own = places.get(answer.query_id);
      const roots = new Array<number>(own?.size ?? 0).fill(0);
      for (const [text, probability] of probabilities(optionsOf(answer))) {
        const place = own?.get(text);
        if (place === undefined) throw unknownOption(answer, text);
        roots[place] = Math.sqrt(probability);
      }
      return JSON.stringify(roots);
    },
    async embed(contents) {
      const vectors = new Float32Array(contents.length * width);
      contents.forEach((roots, i) => {
        vectors.set(JSON.parse(roots) as number[], i * width);
      });
      return vectors;
    }
  };
}

type Scored = AnswerOption & {readonly logprob: number};

function optionsOf(answer: Answer): Scored[] {
  const options = answerOptions(answer);
  const bad = options.find(({logprob}) => logprob === null);
  if (options.length > 0 && bad === undefined) return options as Scored[];
  const got = bad ? `none for ${JSON.stringify(bad.text.slice(0, 80))}` : "no choices";
  const where = answerName(answer);
  throw new DataError(
    `choice-probabilities: answer must have choices with finite log-probabilities; got ${got} in ${where}`
  );
}

/** Softmax, by text. */
function probabilities(options: readonly Scored[]): Map<string, number> {
  const top = options.reduce(
    (most, {logprob}) => Math.max(most, logprob),
    Number.NEGATIVE_INFINITY
  );
  const sum = options.reduce((total, {logprob}) => total + Math.exp(logprob - top), 0);
  const found = new Map<string, number>();
  for (const {text, logprob} of options)
    found.set(text, (found.get(text) ?? 0) + Math.exp(logprob - top) / sum);
  return found;
}

function unknownOption(answer: Answer, text: string): DataError {
  const expected = "choice-probabilities: option must be one the embedder was made from";
  return new DataError(`${expected}; got ${JSON.stringify(text)} in ${answerName(answer)}`);
}
