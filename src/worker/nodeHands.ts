import {Worker} from "node:worker_threads";
import type {WorkerLike} from "./connectWorker.js";
import {type OpenHands, openHands} from "./openHands.js";

/**
 * Other threads of a Node process, to be closed when the work is done: they would keep it running.
 *
 * @param count how many, this thread not counted
 * @param report told when a thread failed
 */
export function nodeHands(
  count: number | (() => number),
  report?: (message: string) => void
): OpenHands {
  return openHands({
    start: () => nodeThread("nodeHand"),
    count: typeof count === "number" ? () => count : count,
    pause: nodePause,
    report
  });
}

/** Lets waiting messages in. */
export const nodePause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Starts a module beside this one on a thread of its own. That a thread ended, whoever ended it, is an
 * error to who listens: what it was asked is lost.
 *
 * @param entry the module's name without ending: TypeScript among the sources, else JavaScript
 */
export function nodeThread(entry: "node" | "nodeHand"): WorkerLike {
  const worker = new Worker(new URL("./nodeBoot.mjs", import.meta.url), {workerData: {entry}});
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    addEventListener(type: "message" | "error", listener: (event: never) => void) {
      if (type === "message") return void worker.on("message", (data) => listener({data} as never));
      worker.on("error", (error) => listener({message: String(error)} as never));
      worker.on("exit", (code) => listener({message: `exit code ${code}`} as never));
    }
  };
}
