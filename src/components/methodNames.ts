/** Plain words for the choices of an analysis; the field's own term stays in titles and tables. */
const names: Readonly<Record<string, string>> = {
  ols: "least squares",
  knn: "nearest neighbors",
  ridge: "ridge regression",
  mean: "the mean alone",
  fisher: "Fisher’s discriminant",
  "leave-one-model-out": "each model left out in turn",
  "leave-one-family-out": "each family left out in turn",
  "k-fold": "a group of models left out in turn",
  free: "labels shuffled among all models",
  within: "labels shuffled within families",
  blocks: "whole families shuffled with families of their size",
  none: "no shuffles"
};

/** The plain words for a method, validation or exchange scheme; the term itself if it has none. */
export function plainName(term: string): string {
  return names[term] ?? term;
}
