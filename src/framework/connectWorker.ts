import type {Port, Reply, Request} from "../runtime/messages.js";
import {openSession, type Session} from "../runtime/session.js";
import type {FileUrls} from "./openPage.js";

/**
 * How a page's session reaches its worker.
 *
 * @param create starts a worker running `studyWorker`; only the page can name its module in the way
 * the build understands, `import.meta.resolve("…/studyWorker.js")`
 */
export function connectWorker(create: () => Worker): (files: FileUrls) => Session {
  return (files) =>
    openSession(() => {
      const worker = create();
      worker.postMessage({type: "study", files});
      return workerPort(worker);
    });
}

function workerPort(worker: Worker): Port<Request, Reply> {
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.addEventListener("message", ({data}: MessageEvent<Reply>) => listener(data)),
    onFailure: (listener) =>
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        listener(event.message || "the page’s worker could not be started");
      }),
    close: () => worker.terminate()
  };
}
