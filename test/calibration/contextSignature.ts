import type {Matrix} from "../../src/lib/core/matrix.js";
import {crossClassify} from "../../src/lib/inference/crossValidate.js";
import {fisherClassifier} from "../../src/lib/inference/fisherClassifier.js";
import {kendall} from "../../src/lib/inference/rankCorrelation.js";
import type {Stream} from "../../src/lib/random/stream.js";
import type {ContextWorld} from "./contextWorld.js";
import {spaceOf} from "./exposureSignature.js";

type Kind = "relevant" | "orthogonal";
type Contexts = readonly (readonly number[])[];

const draws = 10;

/** Mean over random sets of m questions of something measured in the space they make. */
export function overQueries(
  world: ContextWorld,
  kind: Kind,
  m: number,
  random: Stream,
  measure: (X: Matrix, random: Stream) => number
): number {
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    const chosen = random.split(kind, m, draw).sample(world[kind].length, m);
    const X = spaceOf(Array.from(chosen, (j) => world[kind][j] as Float32Array));
    sum += measure(X, random.split("measure", kind, m, draw));
  }
  return sum / draws;
}

/**
 * Share of models that Fisher's discriminant puts in the wrong class. Two contexts, one of each class,
 * are left out at a time, so that no model is known by another of its own context.
 */
export function contextRisk(
  X: Matrix,
  labels: Int32Array,
  contexts: Contexts,
  random: Stream
): number {
  const of = (label: number) => contexts.filter(([first]) => labels[first as number] === label);
  const [ours, theirs] = [of(0), of(1)];
  const order = random.permutation(theirs.length);
  const folds = ours.map((own, k) => [...own, ...(theirs[order[k] as number] as number[])]);
  const predicted = crossClassify(fisherClassifier(X, 2), labels, folds);
  return predicted.filter((label, i) => label !== labels[i]).length / labels.length;
}

/** The classes dealt anew to whole contexts. */
export function shuffledLabels({admiring, contexts}: ContextWorld, random: Stream): Int32Array {
  const labels = new Int32Array(admiring.length);
  random.permutation(contexts.length).forEach((from, to) => {
    const label = admiring[contexts[from]?.[0] as number] as number;
    for (const i of contexts[to] as readonly number[]) labels[i] = label;
  });
  return labels;
}

/** Mean squared error of the nearest of n labelled models, drawn at random, over all others. */
export function nearestError(X: Matrix, y: readonly number[], n: number, random: Stream): number {
  const order = Array.from(random.permutation(y.length));
  const labelled = order.slice(0, n);
  const errors = order
    .slice(n)
    .map((i) => ((y[i] as number) - (y[nearest(X, i, labelled)] as number)) ** 2);
  return mean(errors);
}

/** The same where the labelled models are all those of other contexts. */
export function newContextError(X: Matrix, y: readonly number[], contexts: Contexts): number {
  const errors = contexts.flatMap((own) => {
    const others = Array.from(y.keys()).filter((i) => !own.includes(i));
    return own.map((i) => ((y[i] as number) - (y[nearest(X, i, others)] as number)) ** 2);
  });
  return mean(errors);
}

/** |τ-b| between the first direction, whose sign means nothing, and y. */
export function firstAxisTau({rows, cols, data}: Matrix, y: readonly number[]): number {
  const first = Array.from({length: rows}, (_, i) => data[i * cols] as number);
  return Math.abs(kendall(first, y) ?? 0);
}

/** Variance of y about its mean: the error of the best constant. */
export function variance(y: readonly number[]): number {
  const about = mean(y);
  return mean(y.map((value) => (value - about) ** 2));
}

function nearest({cols, data}: Matrix, i: number, among: readonly number[]): number {
  const squared = (j: number) => {
    let sum = 0;
    for (let k = 0; k < cols; k++)
      sum += ((data[i * cols + k] as number) - (data[j * cols + k] as number)) ** 2;
    return sum;
  };
  return among.reduce((best, j) => (squared(j) < squared(best) ? j : best));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
