import {download} from "../components/download.js";
import {tryPage} from "../components/tryPage.js";
import type {WorkerLike} from "../worker/connectWorker.js";
import {openTryWorker} from "../worker/openTryWorker.js";
import {onWidthChange} from "./onWidthChange.js";

/**
 * Bring a page alive on which readers drop their own logs: whatever stands in `<div data-try>` is
 * replaced by a place to drop files, and what comes of them. No request is made.
 *
 * @param start starts the worker that reads them,
 * `new Worker(import.meta.resolve("…/worker/tryBrowser.js"), {type: "module"})`
 * @param invalidation resolves when the page's cell is re-run; everything is let go
 */
export function openTry(start: () => WorkerLike, invalidation: Promise<void>): void {
  const host = document.querySelector<HTMLElement>("[data-try]");
  if (!host) throw new Error("openTry: page must have an element with data-try; got none");
  const page = tryPage({
    document,
    host,
    openWorker: (listener) => openTryWorker(start, listener),
    save,
    nextFrame: (draw) => requestAnimationFrame(draw),
    now: () => performance.now()
  });
  const resized = onWidthChange(page.redraw);
  invalidation.then(() => {
    resized.disconnect();
    page.dispose();
  });
}

/** Gives an archive to the browser's downloads. */
function save(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  download(document, name, new Blob([bytes], {type: "application/zip"}));
}
