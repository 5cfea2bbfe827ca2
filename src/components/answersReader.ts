import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {ShownAnswer} from "../lib/tables/answerShard.js";
import {answersColumn} from "./answersColumn.js";
import {answersNote} from "./answersNote.js";
import {answersQuestion} from "./answersQuestion.js";
import type {AnswersSource} from "./answersSource.js";
import {element} from "./element.js";
import {errorBox} from "./notices.js";

/** More columns than this cannot be read side by side. */
const mostColumns = 3;

/** What a reader of answers is made from. */
export interface AnswersReaderOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly source: AnswersSource;
}

/** The exhibit, and how to put another model's answers beside those shown. */
export interface AnswersReader {
  readonly node: HTMLElement;
  /** shows a model, in the last column if all are taken */
  pin(model: string): void;
}

/**
 * Choose a question and read what models answered, side by side. Nothing is fetched before a
 * question is chosen. Texts come from models: they are only ever set as text.
 */
export function answersReader({document, study, source}: AnswersReaderOptions): AnswersReader {
  const last = study.models.length - 1;
  let shown = last > 0 ? [0, last] : [0];
  let question: number | null = null;
  let asked = 0;
  const text = element(document, "blockquote", {class: "vantage-question", hidden: true});
  const columns = element(document, "div", {class: "vantage-columns"});
  const heard = element(document, "p", {class: "vantage-hidden", role: "status"});
  let isAdding = false;
  const add = element(
    document,
    "button",
    {type: "button", class: "vantage-answers-button"},
    "add a model"
  );

  function draw(answers: readonly ShownAnswer[] | null) {
    const made = shown.map((model, at) =>
      answersColumn({
        document,
        study,
        model,
        answers: answers?.filter((answer) => answer.model === model) ?? null,
        change: (to) => show(shown.map((each, i) => (i === at ? to : each))),
        remove: shown.length > 1 ? () => show(shown.filter((_, i) => i !== at)) : null
      })
    );
    const focused = isAdding ? made.length - 1 : headAt(columns);
    isAdding = false;
    columns.replaceChildren(...made);
    columns.querySelectorAll("select")[Math.min(focused, made.length - 1)]?.focus();
    add.toggleAttribute("hidden", shown.length >= Math.min(mostColumns, study.models.length));
  }

  async function read() {
    if (question === null) return draw(null);
    const mine = ++asked;
    columns.setAttribute("aria-busy", "true");
    try {
      const answers = await source(question);
      if (mine === asked) {
        draw(answers);
        heard.textContent = shownWords(study, shown);
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      isAdding = false;
      if (mine === asked) columns.replaceChildren(errorBox(document, {message}));
    }
    if (mine === asked) columns.setAttribute("aria-busy", "false");
  }

  function show(models: number[]) {
    shown = models;
    void read();
  }

  function choose(chosen: number) {
    question = chosen;
    text.textContent = study.queries[chosen]?.query_text ?? "";
    text.toggleAttribute("hidden", text.textContent === "");
    void read();
  }

  add.addEventListener("click", () => {
    const next = study.models.findIndex((_, i) => !shown.includes(i));
    isAdding = next >= 0;
    if (isAdding) show([...shown, next]);
  });
  draw(null);
  return {
    node: element(
      document,
      "div",
      {class: "vantage-answers"},
      element(document, "p", {class: "vantage-answers-note"}, answersNote(study)),
      answersQuestion(document, study, choose),
      text,
      columns,
      heard,
      add
    ),
    pin(id) {
      const model = study.models.findIndex(({model_id}) => model_id === id);
      if (model < 0 || shown.includes(model)) return;
      show([...shown.slice(0, mostColumns - 1), model]);
    }
  };
}

/** What is said of the columns to those who do not see them: the texts themselves are long. */
function shownWords(study: PublishedStudy, models: readonly number[]): string {
  const names = models.map((i) => study.models[i]?.label ?? "");
  return `${studyWords(study).answer}s of ${names.join(", ")} shown`;
}

/** Which column's head has the keyboard, which would lose it when the column is drawn again. */
function headAt(columns: HTMLElement): number {
  const heads = [...columns.querySelectorAll(".vantage-column-head")];
  return heads.findIndex((head) => head.contains(columns.ownerDocument.activeElement));
}
