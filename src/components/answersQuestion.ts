import type {PublishedStudy} from "../lib/schema/studyData.js";
import {type StudyWords, studyWords} from "../lib/schema/studyWords.js";
import {questionLine} from "./answersNote.js";
import {element} from "./element.js";

/** A list longer than this is searched rather than scrolled. */
const mostListed = 200;
const fewQuestions = 12;

/**
 * A form to choose one of the questions whose answers are published; with many of them, one to
 * search them by their words.
 *
 * @param choose is given the question's position in the study
 */
export function answersQuestion(
  document: Document,
  study: PublishedStudy,
  choose: (question: number) => void
): HTMLElement {
  const words = studyWords(study);
  const all = (study.answers?.files ?? []).flatMap(({queries}) => queries);
  const select = element(document, "select", {name: "answers-question"}) as HTMLSelectElement;
  const find = element(document, "input", {
    type: "search",
    name: "answers-find",
    placeholder: `words of a ${words.question}`,
    spellcheck: "false"
  }) as HTMLInputElement;

  function list(sought: string) {
    const found = all.filter((j) => matches(study, j, sought));
    const options = found
      .slice(0, mostListed)
      .map((j) => option(document, String(j), questionLine(study.queries[j]!)));
    select.replaceChildren(
      option(document, "", invitation(found.length, all.length, words.question), true),
      ...options
    );
  }

  list("");
  find.addEventListener("input", () => list(find.value));
  select.addEventListener("input", () => select.value !== "" && choose(Number(select.value)));
  const fields = [
    ...(all.length > fewQuestions ? [field(document, "Find", find)] : []),
    field(document, `${words.question.charAt(0).toUpperCase()}${words.question.slice(1)}`, select)
  ];
  const form = element(
    document,
    "form",
    {class: "vantage-controls vantage-answers-form", autocomplete: "off"},
    element(document, "fieldset", {}, hiddenLegend(document, words), ...fields)
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

function matches(study: PublishedStudy, j: number, words: string): boolean {
  const {query_text, query_id, category} = study.queries[j]!;
  const searched = [query_text, query_id, category].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

function invitation(found: number, all: number, question: string): string {
  if (found === 0) return `no ${question} has these words`;
  if (found > mostListed) return `choose one of the first ${mostListed} of ${found} ${question}s …`;
  return `choose one of ${found === all ? "" : "the "}${found} ${question}s${found === all ? "" : " found"} …`;
}

function option(document: Document, value: string, text: string, selected = false): HTMLElement {
  return element(document, "option", {value, selected}, text);
}

function field(document: Document, label: string, input: HTMLElement): HTMLElement {
  const words = element(document, "span", {class: "vantage-label"}, label);
  return element(document, "label", {class: "vantage-field"}, words, input);
}

function hiddenLegend(document: Document, {question, answer}: StudyWords): HTMLElement {
  const text = `The ${question} whose ${answer}s are shown`;
  return element(document, "legend", {class: "vantage-hidden"}, text);
}
