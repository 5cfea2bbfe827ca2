/*
 * How each input of the named analyses is called, explained and drawn: plain data, so that a page has
 * it without the schemas that check values (`inputs.ts`, which takes it from here).
 */

/** How an input is drawn. Choices that depend on a study are filled in where it is known. */
export type Drawing =
  /** one of some values, in plain words */
  | {readonly kind: "choice"; readonly words: readonly (readonly [unknown, string])[]}
  /** one of the values that the study has */
  | {readonly kind: "choice-of-study"}
  /** a slider over how many there are */
  | {readonly kind: "count"}
  | {readonly kind: "whole"; readonly least: number; readonly most: number}
  /** an expression over columns */
  | {readonly kind: "filter"}
  /** an author's input: readers do not meet it */
  | {readonly kind: "none"};

/** An input as people meet it. */
export interface InputManner {
  /** plain words */
  readonly label: string;
  /** a sentence or two on what it does to what one sees */
  readonly help: string;
  readonly draw: Drawing;
}

type Words = readonly (readonly [unknown, string])[];
const choice = (...words: Words): Drawing => ({kind: "choice", words});
const ofStudy: Drawing = {kind: "choice-of-study"};
const seed: Drawing = {kind: "whole", least: 0, most: 9999};

const validations = choice(
  ["auto", "as suits the study"],
  ["leave-one-model-out", "leave out each model"],
  ["leave-one-family-out", "leave out each family"],
  ["k-fold", "ten groups"]
);

/** Inputs that say how far apart models are. */
export const separationManners = {
  models: {
    label: "Which models",
    help: "Only the models that pass are placed. An expression over their columns; empty keeps all.",
    draw: {kind: "filter"}
  },
  queries: {
    label: "Which questions",
    help: "Models are compared by their answers to these questions alone.",
    draw: {kind: "filter"}
  },
  queryCount: {
    label: "Number of questions",
    help: "How many of these questions count, drawn at random. With fewer, the map is rougher.",
    draw: {kind: "count"}
  },
  querySeed: {
    label: "Which draw of questions",
    help: "Another number draws other questions. What depends on the draw is not to be trusted.",
    draw: seed
  },
  replicates: {
    label: "Answers per question",
    help: "How many answers of a model to one question are averaged. More of them leave less chance.",
    draw: ofStudy
  },
  metric: {
    label: "Distance",
    help: "Between the mean answers of two models, or between all their answers.",
    draw: {kind: "none"}
  },
  scaling: {
    label: "Scaling",
    help: "What the summed distances are divided by; only the unit of the map changes.",
    draw: {kind: "none"}
  },
  debias: {
    label: "Noise of few answers",
    help: "Two samples of the same model differ by chance; that much can be taken off every distance.",
    draw: choice(["auto", "subtract where possible"], [true, "subtract"], [false, "leave in"])
  }
} as const satisfies Readonly<Record<string, InputManner>>;

/** Inputs of the space, which every analysis shares. */
export const spaceManners = {
  ...separationManners,
  dimension: {
    label: "Dimensions",
    help: "How many directions of the space are kept for telling models apart; the map shows two.",
    draw: ofStudy
  },
  elbow: {
    label: "Which elbow",
    help: "Where the sizes of the directions drop off there may be several bends: which one to stop at.",
    draw: choice([1, "first"], [2, "second"], [3, "third"])
  },
  elbowRule: {
    label: "Elbows among",
    help: "Which directions the bend is looked for in.",
    draw: choice(["leading", "leading eigenvalues"], ["positive", "all positive ones"])
  },
  induction: {
    label: "Space made from",
    help: "Which models the space is made from before anything is predicted in it.",
    draw: {kind: "none"}
  },
  seed: {
    label: "Seed of the shuffles",
    help: "Another number shuffles in another order. A p that moves much needs more shuffles.",
    draw: seed
  }
} as const satisfies Readonly<Record<string, InputManner>>;

/** Inputs of every analysis that tests. */
export const inferenceManners = {
  exchange: {
    label: "Shuffles",
    help: "Which models may swap labels when chance is imitated: relatives are alike, so often only whole families.",
    draw: choice(
      ["auto", "as families allow"],
      ["free", "all models"],
      ["within", "within families"],
      ["blocks", "whole families"]
    )
  },
  permutations: {
    label: "Number of shuffles",
    help: "How often labels are shuffled. More take longer and tell smaller p apart.",
    draw: choice([99, "99"], [999, "999"], [1999, "1,999"])
  },
  level: {
    label: "Intervals",
    help: "How often an interval is to hold the truth. Surer ones are wider.",
    draw: choice([0.8, "80 %"], [0.9, "90 %"], [0.95, "95 %"])
  },
  k: {
    label: "Neighbors asked",
    help: "How many of the nearest models have a say, for the methods that ask neighbors.",
    draw: {kind: "whole", least: 1, most: 25}
  },
  validation: {
    label: "Checked by",
    help: "Which models are set aside while they are predicted. Leaving out whole families asks more.",
    draw: validations
  },
  folds: {
    label: "Number of groups",
    help: "Into how many groups models are put when groups are left out.",
    draw: {kind: "none"}
  }
} as const satisfies Readonly<Record<string, InputManner>>;

export const pairManners = {
  a: {label: "Model", help: "The model asked about, by its id.", draw: {kind: "none"}},
  b: {
    label: "Compared with",
    help: "Another model, by its id; empty lists the nearest ones alone.",
    draw: {kind: "none"}
  }
} as const satisfies Readonly<Record<string, InputManner>>;

export const regressionManners = {
  covariate: {
    label: "What to predict",
    help: "The amount that is guessed for each model from where it is on the map.",
    draw: ofStudy
  },
  method: {
    label: "Method",
    help: "How the guess is made: by a straight fit, by neighbors, or by the mean of all alone.",
    draw: choice(
      ["ols", "least squares"],
      ["ridge", "ridge"],
      ["knn", "nearest neighbors"],
      ["mean", "mean alone"]
    )
  }
} as const satisfies Readonly<Record<string, InputManner>>;

export const classificationManners = {
  label: {
    label: "What to tell",
    help: "The class that is guessed for each model from where it is on the map.",
    draw: ofStudy
  },
  method: {
    label: "Method",
    help: "How the guess is made: by a dividing line, or by neighbors.",
    draw: choice(["fisher", "Fisher’s discriminant"], ["knn", "nearest neighbors"])
  },
  space: {
    label: "Neighbors by",
    help: "Whether neighbors are those on the map's directions or those by full distances.",
    draw: choice(["coordinates", "coordinates"], ["distances", "full distances"])
  }
} as const satisfies Readonly<Record<string, InputManner>>;
