import type {Port, Reply, Request} from "../runtime/messages.js";
import type {Boot} from "./boot.js";

/** What a page's worker and Node's have in common, once adapted. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
  addEventListener(type: "message", listener: (event: {data: unknown}) => void): void;
  addEventListener(type: "error", listener: (event: {message?: string}) => void): void;
}

/** The page's port to a freshly started worker, which is told its study first. */
export function connectWorker(worker: WorkerLike, boot: Boot): Port<Request, Reply> {
  worker.postMessage(boot);
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.addEventListener("message", ({data}) => listener(data as Reply)),
    onFailure: (listener) =>
      worker.addEventListener("error", ({message}) => listener(message ?? "the worker failed")),
    close: () => void worker.terminate()
  };
}
