import type {PublishedStudy} from "../lib/schema/studyData.js";

/*
 * What the steps of the analyses do, in plain words; the names are the cells' own. Read when a site is
 * built: what a page shows of it stands in its HTML.
 */

/** The analyses by what a reader gets from them, in the order of a page. */
export const graphTitles: Readonly<Record<string, string>> = {
  space: "The space",
  classification: "Telling a class",
  regression: "Predicting an amount"
};

/** A sentence per cell, of a study of answers. */
export const cellWords: Readonly<Record<string, string>> = {
  members: "Which models take part.",
  between: "Which two of them are compared.",
  questions: "Which questions count.",
  table: "Distances between the models, question by question.",
  selection: "Models and questions without gaps: what has any is left out.",
  order: "The order in which questions are added.",
  sums: "Sums over the questions, kept so that one more question costs one more addition.",
  squared: "Squared distances between models, added up, without noise, scaled.",
  gram: "The distances as inner products about the middle.",
  leading: "The leading axes of the space, with how much each carries.",
  axes: "The first two axes, which a map shows first.",
  draft: "What a map can show at once.",
  spectrum: "The amounts by which the dimension is chosen.",
  chosen: "How many axes are kept.",
  placed: "Where each model is.",
  inertia: "What all axes carry, and how much of it is negative.",
  column: "The column of the models that is predicted.",
  target: "What is to be predicted, model by model.",
  classes: "What is to be told apart, model by model.",
  left: "Which models are left out together when predictions are checked.",
  regressor: "The method, bound to where the models are.",
  classifier: "The method, bound to where the models are.",
  predictions: "Each model predicted without having been seen.",
  leverage: "How much the fit hangs on single models.",
  intervals: "An interval about each prediction.",
  estimate: "What is known before the longest steps are done.",
  permutation: "The same with labels shuffled, to see what chance does.",
  result: "Everything the figures and sentences are made of."
};

/** The same of a study of scores, where it is other. */
const scoreCellWords: Readonly<Record<string, string>> = {
  questions: "Which tasks count.",
  table: "Distances between the models, task by task.",
  selection: "Models and tasks without gaps: what has any is left out.",
  order: "The order in which tasks are added.",
  sums: "Sums over the tasks, kept so that one more task costs one more addition."
};

/** What a cell does, in the words of a study. */
export function cellSays(cell: string, {kind}: Pick<PublishedStudy, "kind">): string {
  return (kind === "scores" && scoreCellWords[cell]) || (cellWords[cell] ?? "");
}
