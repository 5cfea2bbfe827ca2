import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {ErrorRecord} from "../runtime/messages.js";
import type {SpaceDraft, SpaceResult} from "../workflows/results.js";
import type {Run} from "./context.js";
import {exhibitNodes} from "./exhibit.js";
import type {InputState} from "./inputState.js";
import {moveMap} from "./movableMap.js";
import {errorBox} from "./notices.js";
import {exhibits} from "./registry.js";

/** A place of the page that shows something of one analysis. */
interface Place {
  readonly host: HTMLElement;
  readonly name: string;
  readonly workflow: string;
}

/** A run shown is of earlier inputs, or of these but unfinished, or of these. */
export type Standing = "stale" | "unfinished" | "settled";

/** The figures and sentences of a page, redrawn in place. */
export interface LiveExhibits {
  /** analyses that something on the page shows */
  readonly workflows: readonly string[];
  /** draw everything: live runs where inputs differ from what was published, else the published */
  draw(): void;
  /** places of the models are known, of inputs whose run is still being made: maps move their dots */
  move(draft: SpaceDraft): void;
  /** a newer run of an analysis has come */
  show(workflow: string, run: Run): void;
  /** how the run shown stands to the inputs */
  mark(workflow: string, standing: Standing): void;
  /** an error stands beside the last good value, which is marked as stale */
  fail(workflow: string, error: ErrorRecord | null): void;
  /** forget live runs */
  clear(): void;
}

/** Inputs that differ from what was published, less those of the drawing alone. */
export function changedInputs(state: InputState): string[] {
  return state.changed().filter((name) => !name.startsWith("view."));
}

/** The reader's choices of appearance, by name without `view.`. */
export function changedView(state: InputState): Record<string, string> {
  const changed = state.changed().filter((name) => name.startsWith("view."));
  return Object.fromEntries(
    changed.map((name) => [name.slice("view.".length), String(state.get(name))])
  );
}

/** What the exhibits are drawn from and into. */
export interface LiveExhibitsOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly runs: Readonly<Record<string, Run>>;
  readonly state: InputState;
  /** calls back before the next frame: what comes between two frames is drawn once */
  readonly nextFrame: (draw: () => void) => void;
  /** whether inputs keep changing: figures wait, but for dots that move */
  readonly isMoving: () => boolean;
}

/** Figures are not drawn wider than this many pixels. */
const widest = 860;

/** Find the page's `data-published` places whose analysis was published. */
export function createLiveExhibits(options: LiveExhibitsOptions): LiveExhibits {
  const {document, study, runs, state, nextFrame, isMoving} = options;
  const places = findPlaces(document, runs);
  const live = new Map<string, Run>();
  const standings = new Map<string, Standing>();
  const errors = new Map<string, ErrorRecord | null>();
  const waiting = new Set<string>();
  let draft: SpaceDraft | null = null;
  const widths = new Map<HTMLElement, number>();
  const of = (workflow: string) => places.filter((place) => place.workflow === workflow);

  function draw({host, name, workflow}: Place) {
    const before = runs[workflow] as Run;
    const run = (changedInputs(state).length > 0 && live.get(workflow)) || before;
    const open = [...host.querySelectorAll("details")].map((details) => details.open);
    const nodes = exhibitNodes(name, {
      document,
      study,
      run,
      published: run === before ? undefined : before,
      width: widths.get(host) ?? widest,
      view: {...host.dataset, ...changedView(state)} as Record<string, string>,
      interactive: true
    });
    host.replaceChildren(...(nodes ?? []));
    host.querySelectorAll("details").forEach((details, i) => {
      details.open = open[i] ?? false;
    });
    host.classList.toggle("vantage-live", run !== before);
    if (name === "map")
      host.dataset.questions = String((run.result as SpaceResult).queriesUsed.length);
    markPlace(host, standings.get(workflow) ?? "settled");
    if (errors.has(workflow)) failPlace(document, host, errors.get(workflow) ?? null);
  }

  /** All at once, since asking for a width after a change makes the browser lay the page out. */
  function measure() {
    for (const {host} of places)
      widths.set(host, Math.max(280, Math.min(host.clientWidth, widest)));
  }

  function drawWaiting() {
    const due = places.filter(({workflow}) => waiting.has(workflow));
    const moves = draft;
    draft = null;
    if (isMoving()) {
      if (moves) moveMaps(moves);
      if (due.length > 0) nextFrame(drawWaiting);
      return;
    }
    if (moves && !waiting.has("space")) moveMaps(moves);
    waiting.clear();
    due.forEach(draw);
  }

  function moveMaps(to: SpaceDraft) {
    for (const {host, name} of places) {
      if (name !== "map" || !moveMap(host, to)) continue;
      host.dataset.questions = String(to.questions);
    }
  }

  function drawSoon() {
    if (waiting.size === 0 && !draft) nextFrame(drawWaiting);
  }

  return {
    workflows: [...new Set(places.map(({workflow}) => workflow))],
    draw() {
      waiting.clear();
      measure();
      places.forEach(draw);
    },
    move(to) {
      drawSoon();
      draft = to;
    },
    show(workflow, run) {
      live.set(workflow, run);
      errors.delete(workflow);
      drawSoon();
      waiting.add(workflow);
    },
    mark(workflow, standing) {
      standings.set(workflow, standing);
      // What waits to be drawn is not there yet; drawing marks it.
      if (standing === "settled" && waiting.has(workflow)) return;
      for (const {host} of of(workflow)) markPlace(host, standing);
    },
    fail(workflow, error) {
      drawWaiting();
      standings.set(workflow, "stale");
      errors.set(workflow, error);
      for (const {host} of of(workflow)) failPlace(document, host, error);
    },
    clear() {
      live.clear();
      standings.clear();
      errors.clear();
      waiting.clear();
    }
  };
}

function findPlaces(document: Document, runs: Readonly<Record<string, Run>>): Place[] {
  const hosts = [...document.querySelectorAll<HTMLElement>("[data-published]")];
  return hosts.flatMap((host) => {
    const name = host.dataset.published ?? "";
    const workflow = exhibits[name]?.workflow;
    return workflow && runs[workflow] ? [{host, name, workflow}] : [];
  });
}

function markPlace(host: HTMLElement, standing: Standing) {
  host.classList.toggle("vantage-stale", standing === "stale");
  const isBusy = String(standing !== "settled");
  if (host.getAttribute("aria-busy") !== isBusy) host.setAttribute("aria-busy", isBusy);
}

function failPlace(document: Document, host: HTMLElement, error: ErrorRecord | null) {
  host.querySelector(".vantage-error")?.remove();
  host.classList.add("vantage-stale");
  host.setAttribute("aria-busy", "false");
  host.appendChild(errorBox(document, error ?? {message: "the analysis failed"}));
}
