import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {ErrorRecord} from "../runtime/messages.js";
import type {SpaceDraft, SpaceResult} from "../workflows/results.js";
import {announcer} from "./announcer.js";
import type {Run} from "./context.js";
import {exhibitNodes} from "./exhibit.js";
import {failPlace, kept, markPlace, type Standing} from "./exhibitPlace.js";
import type {Guest} from "./guest.js";
import type {InputState} from "./inputState.js";
import {moveMap} from "./movableMap.js";
import {findPlaces, isFixed, type PageAnalysis, type Place} from "./pageAnalyses.js";
import {tellOnce} from "./tellOnce.js";

/** The figures and sentences of a page, redrawn in place. */
export interface LiveExhibits {
  /** analyses that something on the page shows */
  readonly analyses: readonly PageAnalysis[];
  /** draw everything: live runs where inputs differ from what was published, else the published */
  draw(): void;
  /** places of the models are known, of inputs whose run is still being made: maps move their dots */
  move(draft: SpaceDraft): void;
  /** a newer run of an analysis has come */
  show(analysis: PageAnalysis, run: Run): void;
  /** how the run shown stands to the inputs */
  mark(analysis: PageAnalysis, standing: Standing): void;
  /** an error stands beside the last good value, which is marked as stale */
  fail(analysis: PageAnalysis, error: ErrorRecord | null): void;
  /** show a guest on the published maps, or none */
  welcome(guest: Guest | null): void;
  /** forget live runs, but those of places that fix inputs */
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
  readonly hasSources: boolean;
}

/** Figures are not drawn wider than this many pixels. */
const widest = 860;

/** Find the page's `data-published` places whose analysis was published. */
export function createLiveExhibits(options: LiveExhibitsOptions): LiveExhibits {
  const {document, study, runs, state, nextFrame, isMoving, hasSources} = options;
  const places = findPlaces(document, study, runs);
  const live = new Map<PageAnalysis, Run>();
  const standings = new Map<PageAnalysis, Standing>();
  const errors = new Map<PageAnalysis, ErrorRecord | null>();
  const waiting = new Set<Place>();
  let draft: SpaceDraft | null = null;
  let guest: Guest | null = null;
  const widths = new Map<HTMLElement, number>();
  const announce = announcer(document);
  const of = (analysis: PageAnalysis) => places.filter((place) => place.analysis === analysis);

  function draw({host, name, analysis}: Place) {
    const origin = runs[analysis.workflow] as Run;
    const isOwn = isFixed(analysis);
    const isAsked = isOwn || changedInputs(state).length > 0;
    const found = isAsked ? live.get(analysis) : undefined;
    // What was built for a place with inputs of its own stands until it is made here.
    if (isOwn && !found) return errors.has(analysis) && failed(host, analysis);
    const run = found ?? origin;
    const keep = kept(document, host);
    const nodes = exhibitNodes(name, {
      document,
      study,
      run,
      origin: hasSources ? origin : undefined,
      published: run === origin || isOwn ? undefined : origin,
      // Where a guest lies among other questions or models nobody has worked out.
      guest: run === origin ? guest : null,
      width: widths.get(host) ?? widest,
      view: {...host.dataset, ...changedView(state)} as Record<string, string>,
      chosen: changedView(state),
      interactive: true
    });
    host.replaceChildren(...(nodes ?? []));
    keep();
    host.classList.toggle("vantage-live", run !== origin);
    if (name === "map")
      host.dataset.questions = String((run.result as SpaceResult).queriesUsed.length);
    markPlace(host, standings.get(analysis) ?? "settled");
    if (errors.has(analysis)) failed(host, analysis);
    tellAllOnce();
  }

  function tellAllOnce() {
    const told = new Set<string>();
    for (const {host} of places) tellOnce(host, host.dataset.set ?? "", told);
  }

  function failed(host: HTMLElement, analysis: PageAnalysis) {
    failPlace(document, host, errors.get(analysis) ?? null);
  }

  /** All at once, since asking for a width after a change makes the browser lay the page out. */
  function measure() {
    for (const {host} of places)
      widths.set(host, Math.max(280, Math.min(host.clientWidth, widest)));
  }

  /** One place a frame: figures of a thousand models drawn in one go would hold the page for long. */
  function drawWaiting() {
    const moves = draft;
    draft = null;
    if (moves && (isMoving() || !isMapWaiting())) moveMaps(moves);
    if (!isMoving()) drawNext();
    if (waiting.size > 0) nextFrame(drawWaiting);
    else sayWhatStands();
  }

  function sayWhatStands() {
    const isBusy = ({host}: Place) => host.getAttribute("aria-busy") === "true";
    if (waiting.size > 0 || places.some(isBusy)) return;
    const sentences = places.filter(({name}) => name.endsWith("-sentence"));
    announce(sentences.map(({host}) => host));
  }

  const isMapWaiting = () => [...waiting].some(({name}) => name === "map");

  function drawNext() {
    const [next] = waiting;
    if (!next) return;
    waiting.delete(next);
    draw(next);
  }

  function moveMaps(to: SpaceDraft) {
    for (const {host, name, analysis} of places) {
      if (name !== "map" || isFixed(analysis) || !moveMap(host, to)) continue;
      host.dataset.questions = String(to.questions);
    }
  }

  function drawSoon() {
    if (waiting.size === 0 && !draft) nextFrame(drawWaiting);
  }

  return {
    analyses: [...new Set(places.map(({analysis}) => analysis))],
    draw() {
      waiting.clear();
      measure();
      places.forEach(draw);
      sayWhatStands();
    },
    move(to) {
      drawSoon();
      draft = to;
    },
    show(analysis, run) {
      live.set(analysis, run);
      errors.delete(analysis);
      drawSoon();
      for (const place of of(analysis)) {
        waiting.add(place);
        // For some frames it shows what was there before.
        if (standings.get(analysis) !== "stale") markPlace(place.host, "unfinished");
      }
    },
    mark(analysis, standing) {
      standings.set(analysis, standing);
      // What waits to be drawn is not there yet; drawing marks it.
      for (const place of of(analysis))
        if (standing !== "settled" || !waiting.has(place)) markPlace(place.host, standing);
      sayWhatStands();
    },
    fail(analysis, error) {
      while (waiting.size > 0) drawNext();
      standings.set(analysis, "stale");
      errors.set(analysis, error);
      for (const {host} of of(analysis)) failed(host, analysis);
    },
    welcome(newcomer) {
      guest = newcomer;
      for (const place of places) if (place.name === "map") draw(place);
    },
    clear() {
      for (const place of [...waiting]) if (!isFixed(place.analysis)) waiting.delete(place);
      for (const known of [live, standings, errors])
        for (const analysis of [...known.keys()]) if (!isFixed(analysis)) known.delete(analysis);
    }
  };
}
