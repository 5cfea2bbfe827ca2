import type {PublishedStudy} from "../lib/schema/studyData.js";

/** A page's elements of a kind, less those within places of another study, which stay as published. */
export function studyHosts<T extends HTMLElement = HTMLElement>(
  document: Document,
  {id}: Pick<PublishedStudy, "id">,
  selector: string
): T[] {
  const studyOf = (host: T) => host.closest<HTMLElement>("[data-study]")?.dataset.study ?? id;
  return [...document.querySelectorAll<T>(selector)].filter((host) => studyOf(host) === id);
}
