import {DomainError} from "../lib/core/errors.js";
import {suggestion} from "../lib/schema/nearestName.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {Session} from "../runtime/session.js";
import {readAddress, writeAddress} from "./address.js";
import type {Run} from "./context.js";
import {inputName} from "./controlSpecs.js";
import {placeFindModel} from "./findModel.js";
import {followSelections} from "./followSelections.js";
import {createInputState, hasInput} from "./inputState.js";
import {createLiveCellGraphs} from "./liveCellGraphs.js";
import {placeClaims} from "./liveClaims.js";
import {changedInputs, changedView, createLiveExhibits} from "./liveExhibits.js";
import {createLiveGraphs} from "./liveGraphs.js";
import {followProgress} from "./liveProgress.js";
import {placeModelTables} from "./liveTables.js";
import type {PageParts} from "./pageHandle.js";
import {
  noteIgnored,
  placeAnswers,
  placeCards,
  placeControls,
  takeColorLinks
} from "./pagePieces.js";
import {studyHosts} from "./studyHosts.js";
import {watchBurst} from "./watchBurst.js";

/** What a published page needs to come alive. */
export interface LivePageOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  /** default runs by workflow, as published */
  readonly runs: Readonly<Record<string, Run>>;
  /** called once, when the first input differs from what was published */
  readonly openSession: () => Session;
  readonly address: {readonly search: string; replace(search: string): void};
  /** inputs to begin with, over those of the address */
  readonly initial?: Readonly<Record<string, unknown>>;
  /** the text of a published file; without it answers cannot be read */
  readonly fetchText?: (file: string) => Promise<string>;
  /** `requestAnimationFrame` in a page */
  readonly nextFrame: (draw: () => void) => void;
  /** a clock in milliseconds: `performance.now` in a page */
  readonly now: () => number;
  /** what controls say while nothing is changed; "as published" by default */
  readonly unchanged?: string;
  /** whether figures say how they were made: not of a study that is on this page alone; true by default */
  readonly hasSources?: boolean;
}

/** A page come alive. */
export interface LivePage extends PageParts {
  /** draw everything again, e.g. at a new width */
  redraw(): void;
  /** inputs that are not as published: what a page opened anew should begin with */
  changed(): Readonly<Record<string, unknown>>;
  dispose(): void;
}

/**
 * Bring a published page alive in place: figures can be pointed at, controls work, and after a
 * change every figure and sentence follows, the published value staying beside the live one. Nothing
 * is computed before the first change: what was published is what the same cells give.
 */
export function livePage(options: LivePageOptions): LivePage {
  const {document, study, runs, openSession, address, nextFrame, unchanged} = options;
  const hosts = studyHosts(document, study, "[data-controls]");
  const names = hosts.map((host) => (host.dataset.controls ?? "").split(/[\s,]+/));
  const published = Object.fromEntries(Object.entries(runs).map(([key, run]) => [key, run.inputs]));
  const offered = names.flat().filter((name) => hasInput(published, inputName(name)));
  const isOffered = (name: string) => offered.some((control) => inputName(control) === name);
  const asked = readAddress(address.search, study, offered);
  const state = createInputState(published, {...asked.inputs, ...options.initial});
  const forms = hosts.map((host, i) =>
    placeControls(host, names[i] ?? [], {document, study, state, unchanged})
  );
  if (isOffered("view.color")) takeColorLinks(document, state);
  if (asked.ignored.length > 0) noteIgnored(document, hosts[0], asked.ignored);

  const burst = watchBurst(options.now);
  const {hasSources = true} = options;
  const drawing = {document, study, runs, state, nextFrame, hasSources};
  const exhibits = createLiveExhibits({...drawing, isMoving: burst.isOn});
  let opened: Session | null = null;
  const session = () => {
    opened ??= openSession();
    return opened;
  };
  const cellGraphs = createLiveCellGraphs(document, study, state, nextFrame);
  const graphs = createLiveGraphs(session, exhibits, state, (workflow, graph) => {
    followProgress(document, study, workflow, graph);
    cellGraphs.follow(workflow, graph);
  });
  let drawnView = JSON.stringify(changedView(state));
  state.on(() => {
    burst.change();
    for (const form of forms) form.refresh();
    // What the page's own cells have set, they will set again.
    address.replace(writeAddress(state.changed().filter(isOffered), state.get));
    const view = JSON.stringify(changedView(state));
    const isAsPublished = changedInputs(state).length === 0;
    if (isAsPublished) exhibits.clear();
    if (isAsPublished || view !== drawnView) exhibits.draw();
    drawnView = view;
    graphs.compute();
    cellGraphs.refresh();
  });
  exhibits.draw();
  graphs.compute();
  placeFindModel(document, study);
  placeModelTables(document, study);
  const offers = {models: isOffered("models"), groups: isOffered("view.group")};
  const endSelections =
    offers.models || offers.groups ? followSelections(document, state, offers) : () => {};
  const {fetchText} = options;
  const endCards = placeCards({document, study, state, session, fetchText});
  if (fetchText) {
    placeAnswers(document, study, fetchText);
    placeClaims({document, study, state, session, fetchText});
  }
  return {
    redraw: exhibits.draw,
    dispose() {
      endSelections();
      endCards();
      opened?.dispose();
    },
    follow: graphs.follow,
    onInputs: state.on,
    get: state.get,
    inputs: state.inputsOf,
    welcome: exhibits.welcome,
    set: (inputs) => state.setAll(checkedNames(published, inputs)),
    changed: () => Object.fromEntries(state.changed().map((name) => [name, state.get(name)]))
  };
}

/** @throws DomainError for a name that is no input of a published analysis */
function checkedNames(
  published: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  inputs: Readonly<Record<string, unknown>>
) {
  const unknown = Object.keys(inputs).find((name) => !hasInput(published, name));
  if (unknown === undefined) return inputs;
  const known = new Set(Object.values(published).flatMap((each) => Object.keys(each)));
  throw new DomainError(
    `set: names must be inputs of a published analysis; got ${unknown}${suggestion(unknown, known)}`,
    "INPUT"
  );
}
