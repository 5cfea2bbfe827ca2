import {comparison} from "../components/comparisonInput.js";
import {studyHosts} from "../components/studyHosts.js";
import type {EmbedderComparison, Varied} from "../lib/schema/embedderComparison.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {fileUrls} from "./fileUrls.js";

/** Places are not drawn wider than this many pixels. */
const widest = 680;

/**
 * Bring a page's comparisons alive (`data-published="comparison"`): read the published files by the
 * links of its list of files, then let each input work. Everything was computed when the study was
 * published; nothing is computed here.
 */
export async function openComparison(): Promise<void> {
  const [study, found] = await Promise.all([
    readFile<PublishedStudy>("study.json"),
    readFile<EmbedderComparison>("embedders.json")
  ]);
  for (const host of studyHosts(document, study, "[data-published=comparison]")) {
    const {varied, index, color, number} = host.dataset;
    const place = {
      document,
      study,
      comparison: found,
      varied: varied as Varied,
      index: Number(index ?? 0),
      color,
      number,
      width: Math.max(280, Math.min(host.clientWidth, widest)),
      interactive: true
    };
    host.replaceChildren(...comparison(place));
  }
}

async function readFile<T>(name: string): Promise<T> {
  const url = fileUrls()[name];
  if (url === undefined)
    throw new Error(`openComparison: page must link ${name} in its study-files; got none`);
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`openComparison: expected ${url}; got status ${response.status}`);
  return response.json();
}
