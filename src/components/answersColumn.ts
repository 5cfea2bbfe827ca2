import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {ResponseStatus} from "../lib/schema/tables.js";
import type {ShownAnswer} from "../lib/tables/answerShard.js";
import {element} from "./element.js";

/** What one column of answers is drawn from. */
export interface AnswersColumn {
  readonly document: Document;
  readonly study: PublishedStudy;
  /** position of the model */
  readonly model: number;
  /** its answers to the question; null before one is chosen */
  readonly answers: readonly ShownAnswer[] | null;
  readonly change: (model: number) => void;
  /** null where the column must stay */
  readonly remove: (() => void) | null;
}

const statuses: Readonly<Partial<Record<ResponseStatus, string>>> = {
  empty: "empty",
  error: "an error instead of an answer",
  truncated: "cut off",
  refused: "refused",
  missing: "no answer"
};

/** One model's answers below its name, which is a list to choose another one from. */
export function answersColumn(column: AnswersColumn): HTMLElement {
  const {document, study, model, answers} = column;
  const name = study.models[model]?.label ?? "";
  return element(
    document,
    "section",
    {class: "vantage-column", "aria-label": name},
    head(column),
    element(
      document,
      "div",
      {
        class: "vantage-texts",
        tabindex: 0,
        role: "group",
        "aria-label": `${studyWords(study).answer}s of ${name}`
      },
      ...(answers === null ? [] : answerTexts(document, answers, study))
    )
  );
}

function head({document, study, model, change, remove}: AnswersColumn): HTMLElement {
  const options = study.models.map(({label}, i) =>
    element(document, "option", {value: i, selected: i === model}, label)
  );
  const select = element(
    document,
    "select",
    {"aria-label": "model", name: "answers-model"},
    ...options
  ) as HTMLSelectElement;
  select.addEventListener("input", () => change(Number(select.value)));
  const away = remove && element(document, "button", buttonOf("leave out"), "×");
  if (remove) away?.addEventListener("click", remove);
  return element(document, "div", {class: "vantage-column-head vantage-controls"}, select, away);
}

const buttonOf = (label: string) => ({
  type: "button",
  class: "vantage-answers-button",
  "aria-label": label
});

/**
 * One model's answers to a question, each with what is to be said of it.
 *
 * @param shown what an answer's text is made into; as it is by default
 */
export function answerTexts(
  document: Document,
  answers: readonly ShownAnswer[],
  study: PublishedStudy,
  shown: (text: string) => readonly (Node | string)[] = (text) => [text]
): Node[] {
  const {answer: what} = studyWords(study);
  if (answers.length === 0) return [remark(document, `No ${what} is recorded.`)];
  return answers.flatMap((answer) => {
    const said = remarks(answer, study.replicates);
    const body = answer.text === null || answer.text === "" ? null : answer.text;
    return [
      ...(said === "" ? [] : [remark(document, said)]),
      ...(body === null
        ? []
        : [element(document, "div", {class: "vantage-answer", dir: "auto"}, ...shown(body))])
    ];
  });
}

function remarks({replicate, status, text, finishReason}: ShownAnswer, replicates: number): string {
  const state = statuses[status];
  const why = state && finishReason && finishReason !== "stop" ? ` (${finishReason})` : "";
  return [
    replicates > 1 ? `${replicate + 1} of ${replicates}` : "",
    state ? `${state}${why}` : "",
    text === null ? "withheld, since it repeats a question that is not told" : ""
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function remark(document: Document, text: string): HTMLElement {
  return element(document, "p", {class: "vantage-answer-remark"}, text);
}
