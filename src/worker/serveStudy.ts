import type {StudyData} from "../lib/schema/studyData.js";
import {readDistanceTable} from "../lib/tables/distanceTable.js";
import {serveGraphs} from "../runtime/host.js";
import type {Hands} from "../runtime/jobs.js";
import type {Port, Reply, Request} from "../runtime/messages.js";
import {workflows} from "../workflows/registry.js";
import type {Boot} from "./boot.js";

/** What a worker gets from where it runs. */
export interface WorkerPlatform {
  /** reads a published file */
  readonly readBytes: (location: string) => Promise<Uint8Array>;
  /** resolves once the messages that wait have been heard */
  readonly pause: () => Promise<void>;
  /** other threads, given how many threads the page asks for in all, once it has */
  readonly hands: (asked: () => number | undefined) => Hands;
}

/**
 * Serve every named analysis of one study over a port: what is common to a browser's worker and
 * Node's.
 */
export function serveStudy(
  port: Port<Reply, Request>,
  boot: Promise<Boot>,
  platform: WorkerPlatform
): void {
  let threads: number | undefined;
  boot.then((given) => {
    threads = given.threads;
  });
  const hands = platform.hands(() => threads);
  const opening = boot.then(({study, files}) => ({
    key: study.tables.map(({hash}) => hash).join(),
    study: openTables(study, files, platform.readBytes)
  }));
  serveGraphs(port, workflows, opening, {
    now: () => performance.now(),
    pause: platform.pause,
    hands
  });
}

function openTables(
  study: Boot["study"],
  files: Boot["files"],
  readBytes: WorkerPlatform["readBytes"]
): StudyData {
  return {
    ...study,
    loadTable: async (entry) => readDistanceTable(await readBytes(files[entry.file] ?? entry.file))
  };
}
