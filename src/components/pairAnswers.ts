import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {ShownAnswer} from "../lib/tables/answerShard.js";
import {answerTexts} from "./answersColumn.js";
import {element} from "./element.js";
import {markedWords, wordsOf} from "./wordsApart.js";

/**
 * The answers of two models to one question, side by side; words that only one of them says are marked.
 *
 * @param models positions of the two
 * @param answers of all models to the question
 */
export function pairAnswers(
  document: Document,
  study: PublishedStudy,
  models: readonly [number, number],
  answers: readonly ShownAnswer[]
): HTMLElement {
  const own = models.map((model) => answers.filter((answer) => answer.model === model));
  const words = own.map((said) => wordsOf(said.map(({text}) => text ?? "")));
  const column = (i: 0 | 1) => {
    const label = study.models[models[i]]?.label ?? "";
    const others = words[1 - i] ?? new Set<string>();
    const texts = answerTexts(document, own[i] ?? [], study, (text) =>
      markedWords(document, text, others)
    );
    const name = `${studyWords(study).answer}s of ${label}`;
    const scrolled = {class: "vantage-texts", tabindex: 0, role: "group", "aria-label": name};
    return element(
      document,
      "section",
      {class: "vantage-column", "aria-label": label},
      element(document, "h4", {class: "vantage-column-name"}, label),
      element(document, "div", scrolled, ...texts)
    );
  };
  return element(document, "div", {class: "vantage-pair"}, column(0), column(1));
}
