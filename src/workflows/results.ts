import type {Warning} from "../lib/core/warning.js";
import type {RegressionMetrics} from "../lib/inference/regressionMetrics.js";

/*
 * What the named analyses return: plain, serialisable, the same on a page, on the command line and
 * in a test.
 */

/** Numbers: typed where they pass from cell to cell and to a page, an array in JSON (`plainResult`). */
export type Numbers = readonly number[] | Float64Array;

/** A matrix as JSON: `data` row-major. */
export interface JsonMatrix {
  readonly shape: readonly [number, number];
  readonly data: Numbers;
}

/** What a map shows of a space before the rest is known: the first two axes of the models' places. */
export interface SpaceDraft {
  readonly models: readonly string[];
  readonly questions: number;
  readonly coordinates: JsonMatrix;
}

/**
 * What every result has in common. `provisional` marks what a page shows while the slow parts
 * (shuffles, intervals, the whole spectrum of a large collection) are still being made; a finished
 * run never carries it.
 */
interface Completable {
  readonly provisional?: true;
}

/** Models as points: what `space` gives. */
export interface SpaceResult extends Completable {
  /** ids of the models in the space, in row order */
  readonly models: readonly string[];
  readonly queriesUsed: readonly string[];
  /** what the filters kept but the policy for gaps dropped, and why */
  readonly dropped: {
    readonly queries: readonly {readonly id: string; readonly reason: string}[];
    readonly models: readonly {readonly id: string; readonly reason: string}[];
  };
  readonly replicates: number;
  readonly debiased: boolean;
  readonly dimension: number;
  readonly elbows: readonly number[];
  /** descending; all n when n ≤ 256, else the leading ones computed */
  readonly eigenvalues: readonly number[];
  /** λ_k over the sum of the positive eigenvalues, per kept axis */
  readonly positiveShare: readonly number[];
  /** |Σ negative λ| over Σ |λ| */
  readonly negativeMass: number;
  /** n × dimension, columns signed so that the entry largest in size is positive */
  readonly coordinates: JsonMatrix;
  /** scaled distances D, condensed */
  readonly distances: Numbers;
  /** multiply D by this to get raw Frobenius distances; null for `sqrt`, which has no such factor */
  readonly scale: number | null;
}

/** How far apart two models are, and by which questions; where `b` is null, what is nearest to `a`. */
export interface PairResult extends Completable {
  readonly a: string;
  readonly b: string | null;
  /** how many are in the space */
  readonly models: number;
  readonly queriesUsed: number;
  /** as in the space: debiased and scaled */
  readonly distance: number | null;
  /** b is the so many-th nearest to a, from 1 */
  readonly rank: number | null;
  /** the five nearest to a, nearest first */
  readonly nearest: readonly {readonly model: string; readonly distance: number}[];
  /** every question, those that separate a and b most first */
  readonly questions: readonly {
    readonly query: string;
    /** squared distance between the mean answers to it, as recorded */
    readonly squared: number;
    /** of the sum over all questions */
    readonly share: number;
    /** mean of the same between a and every other model */
    readonly usual: number;
  }[];
}

/** How far a result reaches, and what its test assumed. */
export interface Inference {
  readonly target: "these queries" | "query population" | "model population";
  readonly unit: "model" | "family" | "query";
  readonly exchange: "free" | "within" | "blocks" | "none";
  readonly B: number;
  /** the smallest p the permutation scheme can attain */
  readonly minP: number | null;
}

export interface Prediction {
  readonly model: string;
  readonly observed: number;
  readonly predicted: number;
  /** interval at the asked level; null where it is unbounded or not made yet */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** An amount predicted for each model that was set aside meanwhile: what `regression` gives. */
export interface RegressionResult extends Completable {
  readonly covariate: string;
  readonly method: string;
  readonly validation: string;
  readonly models: readonly string[];
  readonly unlabelled: readonly string[];
  readonly queriesUsed: number;
  /** null for methods that use no axes: `ridge` (all of B) and `mean` */
  readonly dimension: number | null;
  readonly predictions: readonly Prediction[];
  readonly metrics: RegressionMetrics;
  readonly leverage: readonly number[] | null;
  readonly baseline: {readonly mae: number; readonly rmse: number; readonly spearman: null};
  readonly pValue: number | null;
  /** shuffles that predicted at least as well, of `inference.B` */
  readonly asGood: number | null;
  /** null while provisional, and where intervals are unbounded: then they promise nothing */
  readonly coverage: {
    readonly level: number;
    readonly guarantee: number;
    readonly observed: number;
  } | null;
  readonly inference: Inference;
}

/** A class told for each model that was set aside meanwhile: what `classification` gives. */
export interface ClassificationResult extends Completable {
  readonly label: string;
  readonly method: string;
  readonly validation: string;
  readonly space: "coordinates" | "distances";
  readonly models: readonly string[];
  readonly unlabelled: readonly string[];
  readonly queriesUsed: number;
  readonly dimension: number | null;
  readonly classes: readonly string[];
  readonly predictions: readonly {
    readonly model: string;
    readonly observed: string;
    readonly predicted: string;
  }[];
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly chance: number;
  /** rows observed, columns predicted, in the order of `classes` */
  readonly confusion: JsonMatrix;
  /**
   * Wilson's interval for how often a model is told right; where models have families, for the mean
   * over families (`estimate`) with families as the units, since models of one family are alike
   */
  readonly interval: {
    readonly lower: number;
    readonly upper: number;
    readonly level: number;
    readonly estimate: number;
    readonly unit: "model" | "family";
  };
  readonly pValue: number | null;
  readonly asGood: number | null;
  readonly inference: Inference;
}

/** One run of an analysis, everything but `timing` determined by table bytes and inputs. */
export interface RunResult<Inputs = Record<string, unknown>, Result = unknown> {
  readonly workflow: string;
  readonly study: string;
  readonly inputs: Inputs;
  readonly result: Result;
  readonly warnings: readonly Warning[];
  readonly manifest: {
    readonly vantage: string;
    readonly data: Readonly<Record<string, string>>;
    readonly tables: {readonly encoding: string; readonly hash: string};
    readonly embedder_id: string;
    readonly seed: number;
    readonly stages: Readonly<Record<string, number>>;
  };
  readonly timing: Readonly<Record<string, number>>;
}
