import type {GraphProxy, LiveCell, Session} from "../runtime/session.js";
import type {SpaceDraft} from "../workflows/results.js";
import type {InputState} from "./inputState.js";
import {changedInputs, type LiveExhibits} from "./liveExhibits.js";

/** The graphs behind a page's exhibits. */
export interface LiveGraphs {
  /** run what the reader's inputs ask for; nothing while they are as published */
  compute(): void;
}

/**
 * Keep the exhibits' analyses running on the reader's inputs.
 *
 * @param openSession called once, at the first change
 * @param started told of each graph once it runs
 */
export function createLiveGraphs(
  openSession: () => Session,
  exhibits: LiveExhibits,
  state: InputState,
  started: (workflow: string, graph: GraphProxy) => void
): LiveGraphs {
  const graphs = new Map<string, GraphProxy>();
  const shown = new Set<string>();
  let session: Session | null = null;
  const isAsked = () => changedInputs(state).length > 0;

  function show(workflow: string, {value: result, warnings}: LiveCell) {
    shown.add(workflow);
    exhibits.show(workflow, {workflow, inputs: state.inputsOf(workflow), result, warnings});
  }

  function followResult(workflow: string, cell: LiveCell) {
    if (!isAsked()) return;
    if (cell.state === "rejected") return exhibits.fail(workflow, cell.error);
    if (cell.state === "fulfilled") show(workflow, cell);
    exhibits.mark(workflow, cell.stale ? "stale" : "settled");
  }

  function followDraft({state, value}: LiveCell<SpaceDraft>) {
    if (isAsked() && state === "fulfilled" && value) exhibits.move(value);
  }

  function followEstimate(workflow: string, cell: LiveCell) {
    if (!isAsked() || cell.state !== "fulfilled") return;
    show(workflow, cell);
    exhibits.mark(workflow, "unfinished");
  }

  function start(from: Session, workflow: string): GraphProxy {
    const graph = from.graph(workflow, state.inputsOf(workflow));
    let last: LiveCell | null = null;
    started(workflow, graph);
    if (workflow === "space") graph.on<SpaceDraft>("draft", followDraft);
    graph.on("estimate", (cell) => followEstimate(workflow, cell));
    graph.on("result", (cell) => {
      last = cell;
      followResult(workflow, cell);
    });
    graph.onSettled((_, error, __, warnings) => {
      if (!isAsked()) return;
      if (error) return exhibits.fail(workflow, error);
      if (last?.state !== "fulfilled") return;
      // A result that has not changed is not sent again, but may have been taken off the page.
      if (!shown.has(workflow) || warnings.length > last.warnings.length)
        followResult(workflow, {...last, warnings});
    });
    return graph;
  }

  return {
    compute() {
      if (!isAsked()) return shown.clear();
      session ??= openSession();
      for (const workflow of exhibits.workflows) {
        const known = graphs.get(workflow);
        if (known) known.set(state.inputsOf(workflow));
        else graphs.set(workflow, start(session, workflow));
      }
    }
  };
}
