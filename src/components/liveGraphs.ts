import type {GraphProxy, LiveCell, Session} from "../runtime/session.js";
import type {SpaceDraft} from "../workflows/results.js";
import type {InputState} from "./inputState.js";
import {changedInputs, type LiveExhibits} from "./liveExhibits.js";
import {inputsOf, isFixed, type PageAnalysis} from "./pageAnalyses.js";

/** The graphs behind a page's exhibits. */
export interface LiveGraphs {
  /** run what the reader's inputs, and the places that fix inputs, ask for */
  compute(): void;
  /**
   * Follow a cell of an analysis from now on, whether anything on the page shows it and the inputs are as
   * published or not. Returns the way to stop.
   */
  follow(workflow: string, cell: string, listener: (cell: LiveCell) => void): () => void;
}

/**
 * Keep the exhibits' analyses running on the reader's inputs.
 *
 * @param openSession called once, at the first change or for a place that fixes inputs
 * @param started told of each graph that follows the reader's inputs, once it runs
 */
export function createLiveGraphs(
  openSession: () => Session,
  exhibits: LiveExhibits,
  state: InputState,
  started: (workflow: string, graph: GraphProxy) => void
): LiveGraphs {
  const graphs = new Map<PageAnalysis, GraphProxy>();
  const shown = new Set<PageAnalysis>();
  /** analyses that cells of the page's own follow; they run on whatever inputs there are */
  const followed = new Map<string, PageAnalysis>();
  let session: Session | null = null;
  const isAsked = (analysis: PageAnalysis) => isFixed(analysis) || changedInputs(state).length > 0;

  function show(analysis: PageAnalysis, {value: result, warnings}: LiveCell) {
    shown.add(analysis);
    const {workflow} = analysis;
    exhibits.show(analysis, {workflow, inputs: inputsOf(state, analysis), result, warnings});
  }

  function followResult(analysis: PageAnalysis, cell: LiveCell) {
    if (!isAsked(analysis)) return;
    if (cell.state === "rejected") return exhibits.fail(analysis, cell.error);
    if (cell.state === "fulfilled") show(analysis, cell);
    exhibits.mark(analysis, cell.stale ? "stale" : "settled");
  }

  function followEstimate(analysis: PageAnalysis, cell: LiveCell) {
    if (!isAsked(analysis) || cell.state !== "fulfilled") return;
    show(analysis, cell);
    exhibits.mark(analysis, "unfinished");
  }

  function followDraft(analysis: PageAnalysis, {state, value}: LiveCell<SpaceDraft>) {
    if (isAsked(analysis) && state === "fulfilled" && value) exhibits.move(value);
  }

  function start(from: Session, analysis: PageAnalysis): GraphProxy {
    const {workflow} = analysis;
    const graph = from.graph(workflow, inputsOf(state, analysis));
    let last: LiveCell | null = null;
    if (!isFixed(analysis)) {
      started(workflow, graph);
      if (workflow === "space")
        graph.on<SpaceDraft>("draft", (cell) => followDraft(analysis, cell));
    }
    graph.on("estimate", (cell) => followEstimate(analysis, cell));
    graph.on("result", (cell) => {
      last = cell;
      followResult(analysis, cell);
    });
    graph.onSettled((_, error, __, warnings) => {
      if (!isAsked(analysis)) return;
      if (error) return exhibits.fail(analysis, error);
      if (last?.state !== "fulfilled") return;
      // A result that has not changed is not sent again, but may have been taken off the page.
      if (!shown.has(analysis) || warnings.length > last.warnings.length)
        followResult(analysis, {...last, warnings});
    });
    return graph;
  }

  function run(analysis: PageAnalysis) {
    const isFollowed = followed.get(analysis.workflow) === analysis;
    if (!isAsked(analysis)) shown.delete(analysis);
    if (!isAsked(analysis) && !isFollowed) return;
    const known = graphs.get(analysis);
    session ??= openSession();
    if (known) return known.set(inputsOf(state, analysis));
    // The first answer waits for a worker to start: until then what stands there is of other inputs.
    if (isAsked(analysis) && !isFixed(analysis)) exhibits.mark(analysis, "stale");
    graphs.set(analysis, start(session, analysis));
  }

  function analysisOf(workflow: string): PageAnalysis {
    const isOpen = (analysis: PageAnalysis) => analysis.workflow === workflow && !isFixed(analysis);
    return exhibits.analyses.find(isOpen) ?? {key: workflow, workflow, fixed: {}};
  }

  return {
    compute: () => new Set([...exhibits.analyses, ...followed.values()]).forEach(run),
    follow(workflow, cell, listener) {
      const analysis = followed.get(workflow) ?? analysisOf(workflow);
      followed.set(workflow, analysis);
      if (!graphs.has(analysis)) run(analysis);
      return (graphs.get(analysis) as GraphProxy).on(cell, listener);
    }
  };
}
