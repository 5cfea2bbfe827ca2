import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {ResponseStatus} from "../lib/schema/tables.js";
import {type AnswerSearch, searchable} from "../lib/tables/answerSearch.js";
import {questionLine} from "./answersNote.js";
import {element} from "./element.js";

/** The form of a search: what to look for, and where. */
export interface SearchForm {
  readonly node: HTMLFormElement;
  /** what it asks now */
  read(): AnswerSearch;
}

/** @param begun what it asks first; null at build time: it can be read, not used */
export function searchForm(
  document: Document,
  study: PublishedStudy,
  begun: AnswerSearch | null
): SearchForm {
  const {question: aQuestion, answer} = studyWords(study);
  const term = element(document, "input", {
    type: "search",
    name: "search-term",
    value: begun?.term,
    placeholder: "a word or a phrase",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 500
  }) as HTMLInputElement;
  const published = (study.answers?.files ?? []).flatMap(({queries}) => queries);
  const questions = published.map((j) => [String(j), questionLine(study.queries[j]!, 80)] as const);
  const models = study.models.map(({label}, i) => [String(i), label] as const);
  const statuses = Object.keys(study.statuses).map((status) => [status, status] as const);
  const model = choice(document, "search-model", "all models", models, begun?.model);
  const question = choice(
    document,
    "search-question",
    `all ${aQuestion}s`,
    questions,
    begun?.question
  );
  const status = choice(document, "search-status", "any status", statuses, begun?.status);
  const fields = [
    field(document, `Search the ${answer}s`, term, true),
    field(document, "Model", model),
    field(document, capital(aQuestion), question),
    field(document, "Status", status),
    element(document, "button", {type: "submit", class: "vantage-quiet"}, "Search")
  ];
  const legend = element(document, "legend", {class: "vantage-hidden"}, `Search the ${answer}s`);
  return {
    node: element(
      document,
      "form",
      {class: "vantage-controls vantage-search-form", role: "search"},
      element(document, "fieldset", {disabled: begun === null}, legend, ...fields)
    ) as HTMLFormElement,
    read: () => ({
      term: searchable(term.value),
      model: position(model.value),
      question: position(question.value),
      status: (status.value || null) as ResponseStatus | null
    })
  };
}

function position(value: string): number | null {
  return value === "" ? null : Number(value);
}

function choice(
  document: Document,
  name: string,
  all: string,
  options: readonly (readonly [string, string])[],
  chosen: number | string | null = null
): HTMLSelectElement {
  const made = [["", all] as const, ...options].map(([value, text]) =>
    element(document, "option", {value, selected: value === String(chosen ?? "")}, text)
  );
  return element(document, "select", {name}, ...made) as HTMLSelectElement;
}

function field(document: Document, label: string, input: HTMLElement, isWide = false): HTMLElement {
  return element(
    document,
    "label",
    {class: isWide ? "vantage-field vantage-search-term" : "vantage-field"},
    element(document, "span", {class: "vantage-label"}, label),
    input
  );
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
