import type {PublishedStudy} from "../lib/schema/studyData.js";
import {answersReader} from "./answersReader.js";
import {answersSource} from "./answersSource.js";
import {studyHosts} from "./studyHosts.js";

/**
 * Brings the page's places for answers (`data-published="answers"`) alive: a question can be chosen,
 * and a model pinned on a map joins those shown. Where the study publishes no answers, the sentence
 * that says so stays.
 *
 * @param fetchText gives the text of a published file
 */
export function placeAnswers(
  document: Document,
  study: PublishedStudy,
  fetchText: (file: string) => Promise<string>
): void {
  const hosts = studyHosts(document, study, "[data-published=answers]");
  if (hosts.length === 0 || !study.answers?.files.length) return;
  const source = answersSource(study, fetchText);
  for (const host of hosts) {
    const reader = answersReader({document, study, source});
    host.replaceChildren(reader.node);
    document.addEventListener("vantage-pin", (event) => {
      const {detail} = event as CustomEvent<unknown>;
      if (host.isConnected && typeof detail === "string") reader.pin(detail);
    });
  }
}
