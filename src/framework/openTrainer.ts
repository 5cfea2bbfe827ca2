import type {PageHandle} from "../components/pageHandle.js";
import {trainerPanel} from "../components/trainerPanel.js";
import type {WorkerLike} from "../worker/connectWorker.js";
import type {TrainTell} from "../worker/trainMessages.js";

/**
 * Bring a page's `<div data-published="trainer"></div>` alive: readers train one more of the study's
 * embedded language models, and see it land on the maps. Nothing is fetched before a reader reaches for
 * the button.
 *
 * @param start starts the worker that trains,
 * `new Worker(import.meta.resolve("…/worker/trainBrowser.js"), {type: "module"})`
 * @param page what `openPage` gave
 * @param invalidation resolves when the page's cell is re-run; everything is let go
 */
export function openTrainer(
  start: () => WorkerLike,
  page: Pick<PageHandle, "welcome">,
  invalidation: Promise<void>
): void {
  const host = document.querySelector<HTMLElement>("[data-published=trainer]");
  const link = document.querySelector<HTMLAnchorElement>('a[data-file="trainer.json"]');
  if (!host || !link)
    throw new Error(
      "openTrainer: page must have data-published=trainer, and trainer.json in its study-files; got none"
    );
  const url = link.href;
  let worker: WorkerLike | null = null;
  const tell = trainerPanel({
    document,
    host,
    welcome: page.welcome,
    ask: (ask) => worker?.postMessage(ask),
    open() {
      worker = start();
      worker.addEventListener("message", ({data}) => tell(data as TrainTell));
      worker.addEventListener("error", ({message = "the worker failed"}) =>
        tell({
          type: "failed",
          error: {name: "WorkerError", code: "WORKER", message, input: null}
        })
      );
      worker.postMessage({type: "open", url});
    }
  });
  invalidation.then(() => worker?.terminate());
}
