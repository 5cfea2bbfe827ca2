import type {TryWorker} from "../worker/openTryWorker.js";
import type {DroppedFile, TryTell} from "../worker/tryMessages.js";
import type {SpaceResult} from "../workflows/results.js";
import {element} from "./element.js";
import {formatCount, formatNumber} from "./format.js";
import {errorBox} from "./notices.js";
import {tryColumns} from "./tryColumns.js";
import {tryDropZone} from "./tryDropZone.js";
import {type TryMap, tryMap} from "./tryMap.js";
import {tryReportParts} from "./tryReportParts.js";

/** What a page where logs are dropped needs to come alive. */
export interface TryPageOptions {
  readonly document: Document;
  /** where everything goes; what it holds is replaced */
  readonly host: HTMLElement;
  /** called at once, so that the worker is there when logs come, and again if it has died */
  readonly openWorker: (listener: (tell: Exclude<TryTell, {type: "graph"}>) => void) => TryWorker;
  /** gives a file to the reader to keep */
  readonly save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
  /** `requestAnimationFrame` in a page */
  readonly nextFrame: (draw: () => void) => void;
  readonly now: () => number;
}

type Tell<Type extends TryTell["type"]> = Extract<TryTell, {type: Type}>;

/** Brings the place for dropped logs alive. @returns how to draw again, and to let go */
export function tryPage(options: TryPageOptions): {redraw(): void; dispose(): void} {
  const {document, host, openWorker, save, nextFrame, now} = options;
  const bar = element(document, "progress", {hidden: true}) as HTMLProgressElement;
  const words = element(document, "span", {role: "status"});
  const said = element(document, "p", {class: "try-status", hidden: true}, words, " ", bar);
  /** what has come, for those who do not see it come */
  const heard = element(document, "p", {class: "vantage-hidden", role: "status", tabindex: -1});
  const notices = element(document, "div", {class: "try-notices"});
  const map = element(document, "div", {class: "try-map"});
  const download = downloadPart(document, () => worker?.download());
  const report = element(document, "section", {class: "try-report", "aria-label": "What was read"});
  const {zone, dispose} = tryDropZone(document, take);
  let worker: TryWorker | null = openWorker(hear);
  let isTaken = false;
  let shown: TryMap | null = null;
  let earlier: SpaceResult | null = null;
  /** the round whose map is wanted */
  let latest = -1;
  let address = {search: ""};
  host.replaceChildren(zone, said, heard, notices, map, download, report);

  function say(text: string, done?: number, total?: number) {
    said.hidden = text === "";
    if (words.textContent !== text) words.textContent = text;
    bar.hidden = done === undefined;
    if (done !== undefined && total) bar.value = done / total;
  }

  function clear() {
    shown?.dispose();
    [shown, earlier, latest, address] = [null, null, -1, {search: ""}];
    download.hidden = true;
    for (const part of [notices, map, report]) part.replaceChildren();
  }

  function take(files: readonly DroppedFile[]) {
    clear();
    say(`Reading ${formatCount(files.length, "file")}`);
    isTaken = false;
    worker ??= openWorker(hear);
    worker.drop(files);
  }

  function hear(tell: Exclude<TryTell, {type: "graph"}>) {
    if (tell.type === "failed" && tell.error.code === "WORKER") lose();
    else if (tell.type === "taken") isTaken = true;
    if (!isTaken || tell.type === "taken") return;
    if (tell.type === "progress") return progress(tell);
    if (tell.type === "columns") return ask(tell);
    if (tell.type === "report") return tellReport(tell);
    if (tell.type === "study") return void show(tell);
    if (tell.type === "archive") return save(tell.name, tell.bytes);
    say("");
    notices.replaceChildren(errorBox(document, tell.error));
  }

  /** A dead worker's studies are gone; the next drop gets another. */
  function lose() {
    worker?.close();
    worker = null;
    isTaken = true;
    download.hidden = true;
  }

  function progress({stage, done, total}: Tell<"progress">) {
    if (stage === "reading") return say("Reading", done, total);
    if (done === total) return say("");
    say(shown ? "Measuring the other questions" : "Measuring the first questions", done, total);
  }

  function ask(tell: Tell<"columns">) {
    say("");
    const form = tryColumns(document, tell, (columns) => {
      heard.focus({preventScroll: true});
      notices.replaceChildren();
      say("Reading");
      worker?.map(columns);
    });
    notices.replaceChildren(form);
    form.querySelector("select")?.focus();
  }

  function tellReport(tell: Tell<"report">) {
    const leaveOut = (models: readonly string[]) => {
      shown?.dispose();
      [shown, latest] = [null, -1];
      map.replaceChildren();
      worker?.without(models);
    };
    const heading = element(document, "h2", {}, "What was read");
    notices.replaceChildren();
    report.replaceChildren(heading, ...tryReportParts(document, tell.report, leaveOut));
    download.hidden = false;
  }

  async function show({round, study, questions}: Tell<"study">) {
    const from = worker;
    if (!from) return;
    latest = round;
    const session = from.session(round);
    const stands = () => from === worker && round === latest;
    try {
      const base = {document, study, session, address, earlier, nextFrame, now, isWanted: stands};
      const made = await tryMap({...base, host: map});
      if (!made) return session.dispose();
      shown?.dispose();
      shown = made;
      earlier = made.space;
      const words = standing(document, study.queries.length, questions);
      map.prepend(words);
      heard.textContent = `Map of ${formatCount(study.models.length, "model")}. ${words.textContent}`;
    } catch (error) {
      if (!stands()) return;
      const message = error instanceof Error ? error.message : String(error);
      map.replaceChildren(errorBox(document, {message}));
    }
  }

  return {
    redraw: () => shown?.redraw(),
    dispose() {
      dispose();
      worker?.close();
      worker = null;
    }
  };
}

/** Of how many questions the map is, while and after the rest is measured. */
function standing(document: Document, measured: number, questions: number): HTMLElement {
  const whole = measured === questions;
  const text = whole
    ? `From ${questions === 1 ? "the one question" : `all ${formatNumber(questions)} questions`} in the logs.`
    : `A first picture, from ${formatNumber(measured)} of ${formatCount(questions, "question")}; the others follow.`;
  return element(document, "p", {class: "try-standing", "data-whole": whole}, text);
}

function downloadPart(document: Document, ask: () => void): HTMLElement {
  const button = element(
    document,
    "button",
    {type: "button", class: "try-button"},
    "Download as a study"
  );
  button.addEventListener("click", ask);
  return element(
    document,
    "div",
    {class: "try-download", hidden: true},
    button,
    element(
      document,
      "p",
      {class: "small"},
      "A ZIP with all answers, to go on with on the command line: unpack it, then ",
      element(document, "code", {}, "vantage data --study my-study"),
      "."
    )
  );
}
