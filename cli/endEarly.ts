import type {Graph} from "../src/runtime/graph.js";
import type {CellProgress} from "../src/runtime/trace.js";

/** Lets Ctrl+C end what a run is at with what it has; pressed again, it ends the run. */
export interface EarlyEnd {
  /** the graph that runs */
  readonly onGraph: (graph: Graph) => void;
  readonly onProgress: (progress: CellProgress) => void;
  /** Ctrl+C means what it always does again */
  release(): void;
}

/** Takes the first interruption of this process as "enough", once a cell has told how far it is. */
export function endEarly(log: (line: string) => void): EarlyEnd {
  let graph: Graph | null = null;
  const running = new Set<string>();
  const interrupted = () => {
    process.off("SIGINT", interrupted);
    if (!graph || running.size === 0) return void process.kill(process.pid, "SIGINT");
    log(`run: ending ${[...running].join(", ")} early; Ctrl+C again stops the run`);
    for (const cell of running) graph.finish(cell);
  };
  process.on("SIGINT", interrupted);
  return {
    onGraph(made) {
      graph = made;
    },
    onProgress: ({cell, done, total}) =>
      void (done < total ? running.add(cell) : running.delete(cell)),
    release: () => void process.off("SIGINT", interrupted)
  };
}
