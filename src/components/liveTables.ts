import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyHosts} from "./studyHosts.js";
import {tableTwin} from "./tableTwin.js";

/** Brings a page's tables of models alive: their rows are linked with its figures. */
export async function placeModelTables(document: Document, study: PublishedStudy): Promise<void> {
  const hosts = studyHosts(document, study, "[data-published=model-table]");
  if (hosts.length === 0) return;
  const {modelTable} = await import("./modelTable.js");
  for (const host of hosts) host.replaceChildren(tableTwin(document, modelTable(study)));
}
