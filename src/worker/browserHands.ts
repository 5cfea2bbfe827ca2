import type {Hands} from "../runtime/jobs.js";
import type {WorkerLike} from "./connectWorker.js";
import {openHands} from "./openHands.js";
import {type HandAsk, handName, serveParts} from "./serveParts.js";

/** So many other threads at most: a page is not alone on its machine. */
const most = 3;

/**
 * Other threads of a page's worker: its own script again, under a name that tells it what to do. None
 * where a worker cannot start workers. They end with the worker.
 *
 * @param asked threads in all; default: by the machine's processors
 */
export function browserHands(pause: () => Promise<void>, asked: () => number | undefined): Hands {
  const start = () =>
    new Worker(self.location.href, {type: "module", name: handName}) as WorkerLike;
  const byMachine = () => Math.min(navigator.hardwareConcurrency || 1, most + 1);
  const count = () => (typeof Worker === "undefined" ? 0 : (asked() ?? byMachine()) - 1);
  return openHands({start, count, pause});
}

/** Whether this worker is one of the other threads; it then serves parts. */
export function isBrowserHand(): boolean {
  if (self.name !== handName) return false;
  const hear = serveParts((tell) => self.postMessage(tell));
  self.onmessage = ({data}: MessageEvent<HandAsk>) => hear(data);
  return true;
}
