import {answersSearch} from "../components/answersSearch.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {WorkerLike} from "../worker/connectWorker.js";
import {openSearchWorker} from "../worker/openSearchWorker.js";
import {fileUrls} from "./fileUrls.js";

/**
 * Bring a page's `<div data-published="answers-search"></div>` alive: readers search all published
 * answers of a study. The answers and DuckDB are fetched at the first search, not before; nothing leaves
 * the device. Does nothing where the study publishes no answers.
 *
 * @param start starts the worker that searches,
 * `new Worker(import.meta.resolve("…/worker/searchBrowser.js"), {type: "module"})`
 * @param invalidation resolves when the page's cell is re-run; everything is let go
 */
export async function openAnswersSearch(
  start: () => WorkerLike,
  invalidation: Promise<void>
): Promise<void> {
  const host = document.querySelector<HTMLElement>("[data-published=answers-search]");
  const database = host?.querySelector<HTMLAnchorElement>("a[data-database]");
  if (!host || !database) return;
  const urls = fileUrls(host.dataset.study);
  const urlOf = (file: string) => {
    const url = urls[file];
    if (url !== undefined) return url;
    throw new Error(`openAnswersSearch: page must link ${file} in its study-files; got none`);
  };
  const study = await readStudy(urlOf("study.json"));
  const files = (study.answers?.files ?? []).map((entry) => ({...entry, url: urlOf(entry.file)}));
  const search = answersSearch({
    document,
    host,
    study,
    database: {href: database.href, bytes: Number(database.dataset.bytes)},
    openWorker: (listener) => openSearchWorker(start, {files, database: database.href}, listener),
    address: {
      read: () => location.search,
      replace: (search) => history.replaceState(history.state, "", search + location.hash)
    }
  });
  invalidation.then(search.dispose);
}

async function readStudy(url: string): Promise<PublishedStudy> {
  const response = await fetch(url);
  if (response.ok) return response.json();
  throw new Error(`openAnswersSearch: expected ${url}; got status ${response.status}`);
}
