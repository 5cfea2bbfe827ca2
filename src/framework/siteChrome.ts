import {existsSync} from "node:fs";
import {join} from "node:path";
import {escapeHtml} from "../components/escapeHtml.js";
import {studyWords} from "../lib/schema/studyWords.js";
import {publishedIds, readPublished} from "./readPublished.js";

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='4' cy='11' r='2.6' fill='%230072B2'/%3E%3Ccircle cx='12' cy='9' r='2.6' fill='%23D55E00'/%3E%3Ccircle cx='7' cy='4' r='2.6' fill='%23009E73'/%3E%3C/svg%3E";

/** What every page has in its head: an icon that costs no request, and the schemes it is drawn in. */
export const siteHead = `<link rel="icon" href="${icon}">
<meta name="color-scheme" content="light dark">`;

/** Where no script runs, pages say once what they cannot do. */
const withoutScript =
  '<noscript><p class="site-noscript">No script runs here: everything can be read; inputs, searches and choosing models need one.</p></noscript>';

/** The foot of every page; nothing in it changes between two builds. */
export const siteFooter = `Made with <a href="/">Vantage</a>: every number on this page is computed from the published files named on it.`;

/**
 * The head of every page: the name, and a switcher between the published studies that works without
 * a script.
 *
 * @param dataRoot folder of published studies
 */
export function siteHeader(dataRoot: string): (page: {path: string}) => string {
  return ({path}) => {
    const ids = publishedIds(dataRoot);
    const current = ids.find((id) => path.startsWith(`/s/${id}/`));
    const title = (id: string) => escapeHtml(readPublished(dataRoot, id)?.study.title ?? id);
    const entry = (id: string) =>
      `<li><a href="/s/${id}/"${id === current ? ' aria-current="true"' : ""}>${title(id)}</a></li>`;
    const pages = current
      ? `<nav class="site-pages" aria-label="Pages of this study">${link(`/s/${current}/`, "Report", path)}${link(`/s/${current}/explore`, "Explore", path)}${link(`/s/${current}/data`, "Data", path)}${provenanceLink(dataRoot, current, path)}</nav>`
      : "";
    const list = `<ul>${ids.map(entry).join("")}</ul>`;
    const label = current ? title(current) : "Studies";
    return `<a class="site-name" href="/">Vantage</a>
<details class="site-switch"><summary>${label}</summary>${list}</details>${tryLink(dataRoot, path)}${guideLink(dataRoot, path)}${pages}${withoutScript}`;
  };
}

/** Where numbers come from, on sites that have such a page. */
function provenanceLink(dataRoot: string, study: string, path: string): string {
  if (!existsSync(join(dataRoot, "..", "s", "[study]", "provenance.md"))) return "";
  return link(`/s/${study}/provenance`, "Provenance", path);
}

/**
 * The head of every page of a report of one's own: its name, and its pages.
 *
 * @param pages what each page is called, by its path; the report itself is `/`
 */
export function reportHeader(
  title: string,
  pages: Readonly<Record<string, string>>
): (page: {path: string}) => string {
  return ({path}) => {
    const links = Object.entries(pages).map(([href, text]) => link(href, escapeHtml(text), path));
    return `<a class="site-name" href="/">${escapeHtml(title)}</a><nav class="site-pages" aria-label="Pages of this report">${links.join("")}</nav>${withoutScript}`;
  };
}

/** The page where readers drop their own logs, on sites that have one. */
function tryLink(dataRoot: string, path: string): string {
  if (!existsSync(join(dataRoot, "..", "try.md"))) return "";
  return `<nav class="site-try" aria-label="Your logs">${link("/try", "Your logs", path)}</nav>`;
}

/** The guide, on sites that have one. */
function guideLink(dataRoot: string, path: string): string {
  if (!existsSync(join(dataRoot, "..", "guide"))) return "";
  const isBelow = path.startsWith("/guide/") && !/^\/guide\/(index)?$/.test(path);
  const here = isBelow
    ? '<a href="/guide/" aria-current="true">Guide</a>'
    : link("/guide/", "Guide", path);
  return `<nav class="site-try" aria-label="Guide">${here}</nav>`;
}

/** A card for each published study, linking to its report. */
export function studyCards(dataRoot: string): string {
  const card = (id: string) => {
    const study = readPublished(dataRoot, id)?.study;
    if (!study) return "";
    const {question, answer, toEach} = studyWords(study);
    const size = `${study.models.length} models, ${study.queries.length} ${question}s, ${study.replicates} ${answer}${study.replicates === 1 ? "" : "s"} ${toEach}`;
    return `<a class="card" href="/s/${id}/"><b>${escapeHtml(study.title)}</b><span class="card-text">${escapeHtml(study.description)}</span><span class="small">${size}</span></a>`;
  };
  return `<div class="cards">${publishedIds(dataRoot).map(card).join("")}</div>`;
}

function link(href: string, text: string, path: string): string {
  const isHere = join(path.replace(/index$/, "")) === join(href);
  return `<a href="${href}"${isHere ? ' aria-current="page"' : ""}>${text}</a>`;
}
