import type {Trained} from "../worker/trainMessages.js";
import {element} from "./element.js";
import {formatCount, formatNumber, formatShare} from "./format.js";

/** What is guessed of a model trained here, its interval first among the doubts. */
export function guessNodes(document: Document, trained: Trained): HTMLElement[] {
  const {guess, level, questions, replicates, milliseconds} = trained;
  const {share, lower, upper} = guess;
  const asked = `${formatCount(questions, "question")}, ${formatCount(replicates, "answer")} to each`;
  return [
    element(
      document,
      "p",
      {class: "finding"},
      "The guess: ",
      element(document, "b", {}, formatShare(share)),
      ` of what it read was leaked, between ${formatShare(lower)} and ${formatShare(upper)}.`
    ),
    element(
      document,
      "p",
      {class: "small"},
      `Such intervals hold the share of ${formatShare(level)} of models whose share is drawn by chance. Trained, and asked ${asked}, in ${formatNumber(milliseconds / 1000, 2)}\u00a0s.`
    ),
    saidNode(document, trained)
  ];
}

/** The truth beside the guess. @param tally how many of this reader's models were in their intervals */
export function truthWords(
  {leaked, documents}: {readonly leaked: number; readonly documents: number},
  {lower, upper}: Trained["guess"],
  tally: {readonly inside: number; readonly all: number}
): string {
  const share = leaked / documents;
  const isInside = share >= lower && share <= upper;
  const where = isInside ? "inside the interval" : "outside the interval";
  const so = tally.all > 1 ? ` So far ${tally.inside} of your ${tally.all} were inside.` : "";
  return `The truth: ${formatShare(share)}, ${leaked} of its ${formatCount(documents, "document")}, ${where}.${so}`;
}

/** Some of its answers: text of a model, never markup. */
function saidNode(document: Document, {said}: Trained): HTMLElement {
  const shown = said.filter((_, i) => i % Math.ceil(said.length / 3) === 0).slice(0, 3);
  return element(
    document,
    "details",
    {class: "vantage-twin"},
    element(document, "summary", {}, "What it said"),
    ...shown.flatMap(({question, answer}) => [
      element(document, "p", {class: "trainer-question"}, question),
      element(document, "p", {class: "vantage-answer"}, answer)
    ])
  );
}
