import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {PairResult} from "../workflows/results.js";
import {questionLine} from "./answersNote.js";
import type {AnswersSource} from "./answersSource.js";
import {element} from "./element.js";
import {formatNumber, formatShare} from "./format.js";
import {errorBox} from "./notices.js";
import {pairAnswers} from "./pairAnswers.js";

/** As many questions are listed. */
const most = 5;

interface PairQuestionsOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  /** null where no answers are published */
  readonly source: AnswersSource | null;
  readonly result: PairResult;
  /** id of the question a reader has chosen; the first with published answers where it is not listed */
  readonly chosen?: string | undefined;
  readonly onChosen?: (query: string) => void;
}

/**
 * The questions that separate two models most, and their answers to one of them side by side: to the one a
 * reader has chosen, else to the first whose answers are published.
 */
export function pairQuestions(options: PairQuestionsOptions): HTMLElement {
  const {document, study, result, source} = options;
  const {question} = studyWords(study);
  const shown = element(document, "div");
  const listed = result.questions
    .slice(0, most)
    .map((entry) => ({...entry, at: at(study, entry.query)}));
  const buttons = listed.map((entry) => {
    const isReadable = source !== null && isPublished(study, entry.at);
    const row = questionRow(options, entry, isReadable);
    row.addEventListener("click", () => {
      if (!isReadable) return;
      options.onChosen?.(entry.query);
      read(entry.at);
    });
    return row;
  });

  function read(position: number) {
    for (const [i, button] of buttons.entries())
      button.setAttribute("aria-pressed", String(listed[i]?.at === position));
    void readAnswers(options, position, shown);
  }

  const readable = listed.filter((entry) => isPublished(study, entry.at));
  const first = readable.find(({query}) => query === options.chosen) ?? readable[0];
  if (source && first) read(first.at);
  return element(
    document,
    "div",
    {},
    element(document, "h3", {}, `The ${question}s that separate them most`),
    element(document, "div", {class: "vantage-apart"}, ...buttons),
    shown
  );
}

type Listed = PairResult["questions"][number] & {readonly at: number};

/** A question with its share of the squared distance as a bar; to press where its answers can be read. */
function questionRow(
  {document, study, result: {a, models, questions}}: PairQuestionsOptions,
  {share, squared, usual, at}: Listed,
  isReadable: boolean
): HTMLElement {
  const query = study.queries[at] as PublishedStudy["queries"][number];
  const label = study.models.find(({model_id}) => model_id === a)?.label ?? a;
  // Of two models, each is all that is usual for the other.
  const times =
    usual > 0 && models > 2
      ? `, ${formatNumber(squared / usual, 2)} times what is usual for ${label}`
      : "";
  const bar = element(document, "span", {class: "vantage-apart-bar"});
  // Beside the first, which separates them most.
  bar.style.setProperty("--share", String(share / (questions[0]?.share || 1)));
  return element(
    document,
    isReadable ? "button" : "div",
    {class: "vantage-apart-row", ...(isReadable ? {type: "button", "aria-pressed": "false"} : {})},
    element(document, "span", {}, questionLine(query)),
    element(document, "small", {}, `${formatShare(share)} of the squared distance${times}`),
    bar
  );
}

async function readAnswers(
  {document, study, source, result: {a, b}}: PairQuestionsOptions,
  position: number,
  shown: HTMLElement
): Promise<void> {
  const rows = [a, b].map((id) => study.models.findIndex(({model_id}) => model_id === id));
  shown.dataset.question = String(position);
  const isOld = () => shown.dataset.question !== String(position);
  shown.setAttribute("aria-busy", "true");
  try {
    const answers = (await source?.(position)) ?? [];
    if (isOld()) return;
    const note = `Words that only one of them says in its ${studyWords(study).answer}s are marked.`;
    shown.replaceChildren(
      element(document, "p", {class: "vantage-answers-note"}, note),
      pairAnswers(document, study, rows as [number, number], answers)
    );
  } catch (error) {
    if (isOld()) return;
    const message = error instanceof Error ? error.message : String(error);
    shown.replaceChildren(errorBox(document, {message}));
  }
  shown.setAttribute("aria-busy", "false");
}

function at({queries}: PublishedStudy, id: string): number {
  return queries.findIndex(({query_id}) => query_id === id);
}

function isPublished({answers}: PublishedStudy, position: number): boolean {
  return answers?.files.some(({queries}) => queries.includes(position)) ?? false;
}
