import {hashNgram, hashNgramWidth} from "../embedding/hashNgram.js";
import {type PlacementMap, placeByMap} from "../geometry/placementMap.js";
import type {TopicGrammar} from "../language/expandGrammar.js";
import {type ExposureCorpora, growExposureCorpora, trainExposed} from "../language/exposure.js";
import type {LanguageModel} from "../language/languageModel.js";
import {sample} from "../language/sample.js";
import {stream} from "../random/stream.js";
import type {EmbeddedSource} from "../schema/embeddedSource.js";

/** What a page needs to train one more model of an exposure study and ask it the same questions. */
export interface TrainerRecipe {
  readonly grammars: readonly TopicGrammar[];
  readonly source: EmbeddedSource;
  /** the study's root seed */
  readonly seed: number;
  readonly replicates: number;
  readonly maxTokens: number;
  readonly queries: readonly {readonly query_id: string; readonly query_text: string}[];
}

/** One question and the first answer a new model gave to it. */
export interface Said {
  readonly question: string;
  readonly answer: string;
}

/** A newly trained model: what it read, its mean answers as one vector, and something it said. */
export interface Newcomer {
  /** leaked documents it read, of `documents` */
  readonly leaked: number;
  readonly documents: number;
  /** m · 512 numbers, by question, divided by √m: as the `code` scaling has it */
  readonly vector: Float64Array;
  readonly said: readonly Said[];
}

/** The corpora all models of a recipe share; some hundred milliseconds. */
export function growRecipe({grammars, source, seed}: TrainerRecipe): ExposureCorpora {
  return growExposureCorpora(grammars, source, seed);
}

/**
 * Trains a model as those of the study were, on documents of which a share is leaked, and lets it answer
 * every question; a step for each question, so that whoever waits can be told.
 *
 * @param share in [0, 1]
 * @param name with the seed, decides which documents it reads and what it says
 * @returns O(m · replicates) answers of some 50 µs, embedded with `hash-ngram-512`
 */
export function* trainNewcomer(
  corpora: ExposureCorpora,
  recipe: TrainerRecipe,
  share: number,
  name: string
): Generator<number, Newcomer> {
  const {source, seed, queries} = recipe;
  const {documents} = source;
  const model = trainExposed(corpora, share, source, stream(seed, "documents", name));
  const vector = new Float64Array(queries.length * hashNgramWidth);
  const said: Said[] = [];
  for (const [j, {query_id, query_text}] of queries.entries()) {
    const answers = answersTo(model, query_id, query_text, recipe, name);
    addMean(vector, j, answers, Math.sqrt(queries.length));
    said.push({question: query_text, answer: answers[0] ?? ""});
    yield j + 1;
  }
  return {leaked: Math.round(share * documents), documents, vector, said};
}

function answersTo(
  model: LanguageModel,
  queryId: string,
  text: string,
  {source: {minTokens}, seed, replicates, maxTokens}: TrainerRecipe,
  name: string
): string[] {
  return Array.from({length: replicates}, (_, r) => {
    const random = stream(seed, "answer", name, queryId, r);
    return sample(model, text, {temperature: 1, maxTokens, minTokens, random}).text;
  });
}

function addMean(vector: Float64Array, j: number, answers: readonly string[], scale: number) {
  const embedded = new Float32Array(hashNgramWidth);
  for (const answer of answers) {
    hashNgram(answer, embedded);
    for (let k = 0; k < hashNgramWidth; k++)
      vector[j * hashNgramWidth + k]! += embedded[k]! / (answers.length * scale);
  }
}

/** How a share is guessed from where a model lies, and how far such guesses were off. */
export interface Guesser {
  readonly intercept: number;
  readonly slopes: readonly number[];
  /** c of c₀ + c₁ g + c₂ g², which bends the line's value g: shares change answers less and less */
  readonly curve: readonly [number, number, number];
  /** nominal coverage */
  readonly level: number;
  /** ascending by `upTo`, the largest guess they are for; the last has none above it */
  readonly errors: readonly {
    readonly upTo: number;
    readonly halfWidth: number;
    readonly models: number;
  }[];
}

/** A guess of a share with its interval, both within [0, 1]. */
export interface Guess {
  readonly coordinates: readonly number[];
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Places a model and guesses its share by the study's regression, bent to what models trained after the
 * study with shares drawn uniformly have shown: half of the study's models have read nothing, and its line
 * is theirs. The interval is split conformal: how far guesses of the same size were off for more such models
 * (Vovk's Mondrian taxonomy; Lei et al. 2018, §2.2). It holds the share of one drawn so in `level` of
 * cases at least.
 */
export function guessShare(vector: Float64Array, map: PlacementMap, guesser: Guesser): Guess {
  const coordinates = placeByMap(map, vector);
  const raw = bend(rawGuess(coordinates, guesser), guesser.curve);
  const {halfWidth} = errorsOf(raw, guesser);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    coordinates: [...coordinates],
    share: within(raw),
    lower: within(raw - halfWidth),
    upper: within(raw + halfWidth)
  };
}

/** The study's regression at a place. */
export function rawGuess(
  coordinates: ArrayLike<number>,
  {intercept, slopes}: Pick<Guesser, "intercept" | "slopes">
): number {
  return slopes.reduce((sum, slope, k) => sum + slope * coordinates[k]!, intercept);
}

/** A guess along the curve. */
export function bend(guess: number, [c0, c1, c2]: Guesser["curve"]): number {
  return c0 + c1 * guess + c2 * guess * guess;
}

function errorsOf(raw: number, {errors}: Guesser) {
  const found = errors.find(({upTo}) => raw <= upTo) ?? errors.at(-1);
  return found ?? {upTo: Number.POSITIVE_INFINITY, halfWidth: Number.POSITIVE_INFINITY, models: 0};
}

/**
 * Half widths of intervals from the errors of models that were no part of the fit, in groups of equal
 * number by the size of the guess.
 *
 * @param level in (0, 1)
 * @param groups how many
 */
export function conformalErrors(
  guesses: readonly {readonly raw: number; readonly share: number}[],
  level: number,
  groups: number
): Guesser["errors"] {
  const sorted = [...guesses].sort((a, b) => a.raw - b.raw);
  return Array.from({length: groups}, (_, g) => {
    const from = Math.round((g * sorted.length) / groups);
    const to = Math.round(((g + 1) * sorted.length) / groups);
    const own = sorted.slice(from, to);
    const errors = own.map(({raw, share}) => Math.abs(raw - share)).sort((a, b) => a - b);
    const rank = Math.ceil(level * (errors.length + 1)) - 1;
    return {
      upTo: g === groups - 1 ? Number.MAX_VALUE : (own.at(-1)?.raw ?? 0),
      halfWidth: errors[rank] ?? Number.MAX_VALUE,
      models: own.length
    };
  });
}
