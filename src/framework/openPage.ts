import {addressPart} from "../components/addressPart.js";
import {type LivePage, livePage} from "../components/livePage.js";
import {type PageHandle, pageHandle} from "../components/pageHandle.js";
import type {WorkerLike} from "../worker/connectWorker.js";
import {openWorker} from "../worker/openWorker.js";
import {fileUrls} from "./fileUrls.js";
import {lastingPage} from "./lastingPage.js";
import {onWidthChange} from "./onWidthChange.js";
import {replaceAddress} from "./replaceAddress.js";

/**
 * Bring a page alive: read the published study by the links of its list of files
 * (`<div data-published="study-files"></div>`), then let figures and controls work. When a preview
 * changes the page's text it is opened anew with the inputs it had.
 *
 * @param start starts the worker that runs the study's graphs; only a page's own code can name it in
 * the way the build understands, `new Worker(import.meta.resolve("…/worker/browser.js"), {type: "module"})`
 * @param invalidation resolves when the page's cell is re-run; everything is let go
 * @returns for cells of the page's own: cells of the analyses to follow, inputs to set
 */
export async function openPage(
  start: () => WorkerLike,
  invalidation: Promise<void>
): Promise<PageHandle> {
  const replace = replaceAddress();
  const lasting = await lastingPage((initial) => opened(start, replace, initial));
  const resized = onWidthChange(lasting.redraw);
  invalidation.then(() => {
    resized.disconnect();
    lasting.dispose();
  });
  return pageHandle(lasting);
}

async function opened(
  start: () => WorkerLike,
  replace: (search: string) => void,
  initial: Readonly<Record<string, unknown>>
): Promise<LivePage> {
  const files = fileUrls();
  const more = document.querySelector("[data-published=groups]")
    ? import("../components/groupExhibit.js")
    : null;
  const [study, ...runs] = await Promise.all(
    Object.keys(files)
      .filter((name) => name === "study.json" || name.startsWith("results/"))
      .sort((a, b) => Number(b === "study.json") - Number(a === "study.json"))
      .map((name) => readJson(files[name] as string))
  );
  await more;
  return livePage({
    document,
    study,
    runs: Object.fromEntries(runs.map((run) => [run.workflow, run])),
    openSession: () => openWorker(start, study, files),
    fetchText: async (file) => (await fetchFile(files[file] ?? file)).text(),
    nextFrame: (draw) => requestAnimationFrame(draw),
    now: () => performance.now(),
    address: {search: addressPart(location.search, false), replace},
    initial
  });
}

async function readJson(url: string) {
  return (await fetchFile(url)).json();
}

async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`openPage: expected ${url}; got status ${response.status}`);
  return response;
}
