/** Of these the shuffles take so long that they are shared out among threads. */
export const longSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  regression: {method: "ridge", permutations: 1200},
  classification: {method: "fisher", induction: "references+target", permutations: 2500}
};

/** Input sets by workflow: each changes some inputs of the published ones, and together name every choice. */
export const inputSets: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  space: [
    {},
    {queries: ""},
    {queryCount: 7, querySeed: 3},
    {replicates: 1},
    {replicates: 2, debias: true},
    {debias: false},
    {scaling: "paper"},
    {scaling: "raw"},
    {scaling: "sqrt"},
    {dimension: 3},
    {elbow: 1},
    {elbow: 3, elbowRule: "positive"},
    {models: "mean_length > 200"},
    {induction: "all"}
  ],
  regression: [
    {},
    {method: "knn", k: 3},
    {method: "ridge", permutations: 199},
    {method: "mean"},
    {method: "knn", induction: "references+target", dimension: 2},
    {induction: "references+target", dimension: 2, permutations: 999},
    {induction: "all"},
    {validation: "k-fold", folds: 5, seed: 4},
    {validation: "leave-one-family-out"},
    {exchange: "free", permutations: 99},
    {exchange: "within"},
    {exchange: "blocks"},
    {level: 0.5, replicates: 2, scaling: "sqrt", debias: false},
    {covariate: "mean_length"}
  ],
  classification: [
    {},
    {method: "knn", k: 3},
    {method: "knn", space: "distances"},
    {method: "fisher", induction: "references+target", permutations: 999},
    {method: "knn", induction: "references+target", permutations: 300},
    {induction: "all"},
    {validation: "k-fold", folds: 4, seed: 2},
    {validation: "leave-one-family-out"},
    {exchange: "free", permutations: 99},
    {exchange: "within"},
    {exchange: "blocks"},
    {queryCount: 5, replicates: 1, elbowRule: "positive"}
  ],
  pair: [
    {a: "avocet"},
    {a: "avocet", b: "wren"},
    {a: "wren", b: "avocet", queries: "", replicates: 1},
    {a: "avocet", b: "knot", queryCount: 7, debias: false, scaling: "raw"},
    {a: "avoset"}
  ]
};
