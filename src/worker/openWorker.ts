import type {PublishedStudy} from "../lib/schema/studyData.js";
import {openSession, type Session} from "../runtime/session.js";
import {afterTimeout} from "./afterTimeout.js";
import {connectWorker, type WorkerLike} from "./connectWorker.js";

/**
 * Open a study's graphs in a worker of their own.
 *
 * @param start starts the worker's script; only the host knows where that is. In a page:
 * `() => new Worker(import.meta.resolve("…/worker/browser.js"), {type: "module"})`
 * @param files URL of each table by the file name listed in `study.tables`
 * @param options.threads threads a long resampling may use in all; what is computed does not depend on
 * it. Default: by the machine, four at most
 */
export function openWorker(
  start: () => WorkerLike,
  study: PublishedStudy,
  files: Readonly<Record<string, string>>,
  {threads}: {readonly threads?: number} = {}
): Session {
  return openSession(() => connectWorker(start(), {study, files, threads}), {
    after: afterTimeout
  });
}
