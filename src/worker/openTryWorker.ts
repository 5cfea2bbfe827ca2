import type {ColumnMap} from "../lib/intake/columnMap.js";
import type {Reply} from "../runtime/messages.js";
import {openSession, type Session} from "../runtime/session.js";
import {afterTimeout} from "./afterTimeout.js";
import type {WorkerLike} from "./connectWorker.js";
import type {DroppedFile, TryAsk, TryTell} from "./tryMessages.js";

/** A page's connection to the worker that reads its dropped logs. */
export interface TryWorker {
  drop(files: readonly DroppedFile[]): void;
  /** which columns of plain tables hold what */
  map(columns: ColumnMap): void;
  /** measure again without these models */
  without(models: readonly string[]): void;
  /** ask for the study as an archive */
  download(): void;
  /** the analyses on the study of a round */
  session(round: number): Session;
  close(): void;
}

/**
 * Starts the worker that reads dropped logs.
 *
 * @param start starts its script, `tryBrowser`; only the page knows where that is
 * @param listener told all but the replies of graphs, which sessions get
 */
export function openTryWorker(
  start: () => WorkerLike,
  listener: (tell: Exclude<TryTell, {type: "graph"}>) => void
): TryWorker {
  const worker = start();
  const sessions = new Map<number, (reply: Reply) => void>();
  const failures: ((message: string) => void)[] = [];
  const post = (ask: TryAsk) => worker.postMessage(ask);
  worker.addEventListener("message", ({data}) => {
    const tell = data as TryTell;
    if (tell.type === "graph") sessions.get(tell.round)?.(tell.reply);
    else listener(tell);
  });
  worker.addEventListener("error", ({message = "the worker failed"}) => {
    for (const fail of failures) fail(message);
    listener({type: "failed", error: {name: "WorkerError", code: "WORKER", message, input: null}});
  });
  return {
    drop: (files) => post({type: "drop", files}),
    map: (map) => post({type: "map", map}),
    without: (models) => post({type: "without", models}),
    download: () => post({type: "download"}),
    session: (round) =>
      openSession(
        () => ({
          post: (request) => post({type: "graph", round, request}),
          onMessage: (receive) => void sessions.set(round, receive),
          onFailure: (fail) => void failures.push(fail),
          close: () => void sessions.delete(round)
        }),
        // This worker holds what was dropped: a new one could not go on.
        {after: afterTimeout, isReplaceable: false}
      ),
    close: () => void worker.terminate()
  };
}
