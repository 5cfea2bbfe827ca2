import type {PublishedStudy} from "../lib/schema/studyData.js";
import {answersReader} from "./answersReader.js";
import {answersSource} from "./answersSource.js";

/**
 * Brings a page's places for answers (`data-published="answers"`) alive: a question can be chosen, and a model
 * pinned on a map joins those shown. Where the study publishes no answers, the sentence that says so stays.
 *
 * @param fetchText gives the text of a published file
 */
export function openAnswers(
  hosts: readonly HTMLElement[],
  study: PublishedStudy,
  fetchText: (file: string) => Promise<string>
): void {
  const source = answersSource(study, fetchText);
  for (const host of hosts) {
    const {ownerDocument: document} = host;
    const reader = answersReader({document, study, source});
    host.replaceChildren(reader.node);
    document.addEventListener("vantage-pin", (event) => {
      const {detail} = event as CustomEvent<unknown>;
      if (host.isConnected && typeof detail === "string") reader.pin(detail);
    });
  }
}
