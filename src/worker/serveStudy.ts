import type {StudyData} from "../lib/schema/studyData.js";
import {readDistanceTable} from "../lib/tables/distanceTable.js";
import {serveGraphs} from "../runtime/host.js";
import type {Port, Reply, Request} from "../runtime/messages.js";
import {workflows} from "../workflows/registry.js";
import type {Boot} from "./boot.js";

/** How this worker reads a published file. */
export type ReadBytes = (location: string) => Promise<Uint8Array>;

/**
 * Serve every named analysis of one study over a port: what is common to a browser's worker and
 * Node's.
 */
export function serveStudy(
  port: Port<Reply, Request>,
  boot: Promise<Boot>,
  readBytes: ReadBytes
): void {
  const opening = boot.then(({study, files}) => ({
    key: study.tables.map(({hash}) => hash).join(),
    study: openTables(study, files, readBytes)
  }));
  serveGraphs(port, workflows, opening, () => performance.now());
}

function openTables(study: Boot["study"], files: Boot["files"], readBytes: ReadBytes): StudyData {
  return {
    ...study,
    loadTable: async (entry) => readDistanceTable(await readBytes(files[entry.file] ?? entry.file))
  };
}
