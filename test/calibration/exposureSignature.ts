import {condensedSize} from "../../src/lib/core/condensed.js";
import type {Matrix} from "../../src/lib/core/matrix.js";
import {classicalMds, scaledAxes} from "../../src/lib/geometry/classicalMds.js";
import {chooseDimension} from "../../src/lib/geometry/elbows.js";
import {crossClassify} from "../../src/lib/inference/crossValidate.js";
import {fisherProjections} from "../../src/lib/inference/fisher.js";
import {fisherClassifier} from "../../src/lib/inference/fisherClassifier.js";
import {kFold} from "../../src/lib/inference/folds.js";
import {kendall} from "../../src/lib/inference/rankCorrelation.js";
import {type Stream, stream} from "../../src/lib/random/stream.js";
import {type ExposureWorld, meanSquared} from "./exposureWorld.js";

type Kind = "relevant" | "orthogonal";

/** The perspective space of some queries: classical MDS, dimension by the second elbow. */
export function spaceOf(tables: readonly Float32Array[]): Matrix {
  const squared = meanSquared(tables);
  const n = condensedSize(squared.length);
  const full = classicalMds(squared, {dimension: 1, count: Math.min(n, 60)});
  const {dimension} = chooseDimension(full.eigenvalues, n, {elbow: 2, elbowRule: "leading"});
  return scaledAxes({values: full.eigenvalues, vectors: full.vectors, residual: 0}, dimension)
    .coordinates;
}

/**
 * Share of models Fisher's discriminant puts in the wrong class out of fold, averaged over `draws`
 * random sets of m queries and foldings.
 */
export function fisherRisk(
  world: ExposureWorld,
  kind: Kind,
  m: number,
  draws: number,
  random: Stream
): number {
  const labels = labelsOf(world.exposure);
  let wrong = 0;
  for (let draw = 0; draw < draws; draw++) {
    const chosen = random.split(kind, m, draw).sample(world[kind].length, m);
    const X = spaceOf(Array.from(chosen, (j) => world[kind][j] as Float32Array));
    wrong += riskOf(X, labels, random.split("folds", kind, m, draw)) / draws;
  }
  return wrong;
}

/** τ-b between the out-of-fold Fisher projection and the exposure, all queries of a kind. */
export function projectionTau(world: ExposureWorld, kind: Kind, random: Stream) {
  return tauOf(spaceOf(world[kind]), world.exposure, random);
}

/** The same two numbers with the models' labels shuffled, averaged over shuffles. */
export function shuffled(world: ExposureWorld, kind: Kind, shuffles: number, random: Stream) {
  const X = spaceOf(world[kind]);
  let risk = 0;
  let tau = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const order = random.split("order", shuffle).permutation(60);
    const exposure = Float64Array.from(order, (i) => world.exposure[i] as number);
    risk += riskOf(X, labelsOf(exposure), random.split("risk", shuffle)) / shuffles;
    tau += tauOf(X, exposure, random.split("tau", shuffle)).all / shuffles;
  }
  return {risk, tau};
}

/** The stream of one seed's analysis. */
export function analysisStream(seed: number): Stream {
  return stream(seed, "analysis");
}

function riskOf(X: Matrix, labels: Int32Array, random: Stream): number {
  const predicted = crossClassify(fisherClassifier(X, 2), labels, balancedFolds(labels, random));
  return predicted.filter((label, i) => label !== labels[i]).length / labels.length;
}

function tauOf(X: Matrix, exposure: Float64Array, random: Stream) {
  const labels = labelsOf(exposure);
  const projection = fisherProjections(X, labels, balancedFolds(labels, random));
  const exposed = Array.from(labels.keys()).filter((i) => labels[i] === 1);
  return {
    all: kendall(projection, exposure) ?? 0,
    within:
      kendall(
        exposed.map((i) => projection[i] as number),
        exposed.map((i) => exposure[i] as number)
      ) ?? 0
  };
}

/** Ten folds of three models of each class: unequal ones would bias risk above one half. */
function balancedFolds(labels: Int32Array, random: Stream): number[][] {
  const [clean = [], exposed = []] = [0, 1].map((c) => {
    const members = Array.from(labels.keys()).filter((i) => labels[i] === c);
    return kFold(members.length, 10, random.split(c)).map((fold) =>
      fold.map((at) => members[at] as number)
    );
  });
  return clean.map((fold, k) => [...fold, ...(exposed[k] as number[])]);
}

function labelsOf(exposure: Float64Array): Int32Array {
  return Int32Array.from(exposure, (share) => (share > 0 ? 1 : 0));
}
