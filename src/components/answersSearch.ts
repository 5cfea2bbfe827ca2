import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {AnswerSearch, FoundAnswers} from "../lib/tables/answerSearch.js";
import type {SearchWorker} from "../worker/openSearchWorker.js";
import type {SearchTell} from "../worker/searchMessages.js";
import {addressPart, joinAddress} from "./addressPart.js";
import {element} from "./element.js";
import {formatCount} from "./format.js";
import {errorBox} from "./notices.js";
import {addressOf, searchOf} from "./searchAddress.js";
import {searchForm} from "./searchForm.js";
import {type DatabaseLink, megabytes, searchNote} from "./searchNote.js";
import {type SearchOutcome, searchOutcome} from "./searchOutcome.js";
import {searchProgress} from "./searchProgress.js";

/** So many answers are shown at a time. */
const pageSize = 50;

/** What the place where a reader searches answers needs of its page. */
export interface AnswersSearchOptions {
  readonly document: Document;
  readonly host: HTMLElement;
  readonly study: PublishedStudy;
  readonly database: DatabaseLink;
  /** called at the first search, and at the next after one was canceled or failed */
  readonly openWorker: (listener: (tell: SearchTell) => void) => SearchWorker;
  readonly address: {readonly read: () => string; replace(search: string): void};
}

/**
 * Lets a reader search all published answers of a study. A search that the address holds stands in the
 * form, and waits for the reader: nothing is fetched before.
 */
export function answersSearch(options: AnswersSearchOptions): {dispose(): void} {
  const {document, host, study, database, address} = options;
  const begun = searchOf(address.read(), study);
  const form = searchForm(document, study, begun);
  const progress = searchProgress(document, cancel);
  const said = element(document, "p", {class: "vantage-search-said", role: "status"});
  const shown = element(document, "div", {class: "vantage-search-shown"});
  let worker: SearchWorker | null = null;
  let asked = 0;
  let outcome: SearchOutcome | null = null;

  function search(wanted: AnswerSearch) {
    if (wanted.term === "") return say("Type a word or a phrase to look for.");
    shown.replaceChildren();
    address.replace(joinAddress(addressPart(address.read(), false), addressOf(wanted, study)));
    outcome = searchOutcome(document, study, wanted.term, (offset) => ask(wanted, offset));
    ask(wanted, 0);
  }

  function ask(wanted: AnswerSearch, offset: number) {
    say("");
    progress.show(worker ? "Searching" : "Starting", null);
    worker ??= options.openWorker(hear);
    worker.search(++asked, wanted, offset, pageSize);
  }

  function hear(tell: SearchTell) {
    if (tell.type === "read") return progress.show(...reading(study, database, tell.bytes));
    if (tell.type === "filling")
      return progress.show("Everything is read; DuckDB takes in the answers", null);
    if (tell.type === "failed") return fail(tell.error.message);
    if (tell.id === asked) show(tell.found);
  }

  function show(found: FoundAnswers) {
    if (!outcome) return;
    progress.hide();
    outcome.add(found);
    if (!shown.contains(outcome.node)) shown.replaceChildren(outcome.node);
    say(outcome.sentence());
  }

  function fail(message: string) {
    end();
    shown.replaceChildren(errorBox(document, {message}));
  }

  function cancel() {
    end();
    say("Canceled. A new search begins again.");
    form.node.querySelector("input")?.focus();
  }

  /** What was begun is dropped; the next search starts a new worker. */
  function end() {
    worker?.close();
    worker = null;
    asked++;
    progress.hide();
  }

  function say(words: string) {
    said.textContent = words;
  }

  form.node.addEventListener("submit", (event) => {
    event.preventDefault();
    search(form.read());
  });
  if (begun.term !== "") say("The search of this address is in the form; press Search to run it.");
  host.replaceChildren(
    searchNote(document, study, database),
    form.node,
    progress.node,
    said,
    shown
  );
  return {dispose: end};
}

/** How far the first search has come. */
function reading(
  study: PublishedStudy,
  database: DatabaseLink,
  bytes: number
): [words: string, share: number] {
  const files = study.answers?.files ?? [];
  const texts = files.reduce((sum, file) => sum + file.bytes, 0);
  const words = `Reading ${formatCount(files.length, "file")} of ${studyWords(study).answer}s, ${megabytes(texts)}, and DuckDB, ${megabytes(database.bytes)}, once`;
  return [words, Math.min(1, bytes / (texts + database.bytes))];
}
