import type {AnswerSearch} from "../lib/tables/answerSearch.js";
import type {WorkerLike} from "./connectWorker.js";
import type {SearchAsk, SearchedFile, SearchTell} from "./searchMessages.js";

/** A worker that searches answers, as its page uses it. */
export interface SearchWorker {
  search(id: number, search: AnswerSearch, offset: number, limit: number): void;
  /** ends it, whatever it is doing */
  close(): void;
}

/** Starts a worker, which reads files and database at once. */
export function openSearchWorker(
  start: () => WorkerLike,
  sources: {readonly files: readonly SearchedFile[]; readonly database: string},
  listener: (tell: SearchTell) => void
): SearchWorker {
  const worker = start();
  const post = (ask: SearchAsk) => worker.postMessage(ask);
  worker.addEventListener("message", ({data}) => listener(data as SearchTell));
  worker.addEventListener("error", ({message = "the worker failed"}) =>
    listener({type: "failed", error: {name: "WorkerError", code: "WORKER", message, input: null}})
  );
  post({type: "open", ...sources});
  return {
    search: (id, search, offset, limit) => post({type: "search", id, search, offset, limit}),
    close: () => void worker.terminate()
  };
}
