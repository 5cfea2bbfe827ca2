/**
 * Where a study's published files are, by the name they were published under: the page's list of files
 * (`<div data-published="study-files"></div>`) links them.
 *
 * @param study by default the first whose files the page lists
 */
export function fileUrls(study?: string): Readonly<Record<string, string>> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-file]")];
  const studyOf = (link?: HTMLElement) => link?.closest<HTMLElement>("[data-study]")?.dataset.study;
  const wanted = study ?? studyOf(links[0]);
  const own = links.filter((link) => studyOf(link) === wanted);
  return Object.fromEntries(own.map((link) => [link.dataset.file as string, link.href]));
}
