import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {GraphProxy} from "../runtime/session.js";
import {idleStatus} from "./cellStatus.js";
import {type CellStatuses, createCellStatuses} from "./cellStatuses.js";
import type {InputState} from "./inputState.js";
import {type LiveCellGraph, liveCellGraph} from "./liveCellGraph.js";
import {changedInputs} from "./liveExhibits.js";
import {studyHosts} from "./studyHosts.js";

/** The graphs of a page's analyses, following what runs. */
export interface LiveCellGraphs {
  /** an analysis runs from now on */
  follow(workflow: string, graph: GraphProxy): void;
  /** inputs have changed */
  refresh(): void;
}

/** A graph of the page with what is known of its cells. */
interface Followed {
  readonly drawn: LiveCellGraph;
  readonly statuses: CellStatuses;
  graph: GraphProxy | null;
  isTraced: boolean;
}

const published = {...idleStatus, mark: "published"} as const;

/**
 * Let the graphs that `cellGraph` has drawn follow what runs, at most once a frame and only where
 * something has changed. A folded one costs a note per settled set of inputs: traces are asked for when
 * it is unfolded.
 *
 * @param nextFrame calls back before the next frame
 */
export function createLiveCellGraphs(
  document: Document,
  study: PublishedStudy,
  state: InputState,
  nextFrame: (draw: () => void) => void
): LiveCellGraphs {
  const hosts = studyHosts<HTMLDetailsElement>(document, study, "details.cell-graph");
  const followed = hosts.map((host): Followed => {
    const drawn = liveCellGraph(host);
    return {drawn, statuses: createCellStatuses(drawn.needs), graph: null, isTraced: false};
  });
  let isWaiting = false;

  function drawSoon() {
    if (isWaiting || !followed.some(({drawn}) => drawn.isOpen())) return;
    isWaiting = true;
    nextFrame(() => {
      isWaiting = false;
      for (const one of followed) if (one.drawn.isOpen()) draw(one);
    });
  }

  function draw({drawn, statuses}: Followed) {
    const {workflow} = drawn;
    const isAsked = changedInputs(state).length > 0;
    const inputs = state.inputsOf(workflow);
    const changed = new Set(state.changed());
    drawn.draw({
      statusOf: (cell) => (isAsked ? statuses.of(cell) : published),
      inputOf: (input) => inputs[input],
      isChanged: (input) => changed.has(input) || changed.has(`${workflow}.${input}`)
    });
  }

  function trace(one: Followed) {
    const {graph, statuses, drawn} = one;
    if (!graph || one.isTraced || !drawn.isOpen()) return;
    one.isTraced = true;
    graph.onTrace((told) => {
      statuses.hear(told);
      drawSoon();
    });
    graph.onProgress((progress) => {
      statuses.progress(progress);
      drawSoon();
    });
  }

  for (const one of followed)
    one.drawn.onOpen(() => {
      trace(one);
      draw(one);
    });

  return {
    follow(workflow, graph) {
      const one = followed.find(({drawn}) => drawn.workflow === workflow);
      if (!one) return;
      one.graph = graph;
      graph.onSettled((inputs, error, timing, warnings, trace) => {
        one.statuses.settle({inputs, error, timing, warnings, trace});
        drawSoon();
      });
      trace(one);
    },
    refresh: drawSoon
  };
}
