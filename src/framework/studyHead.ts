import {contentHash} from "../components/citation.js";
import {escapeHtml} from "../components/escapeHtml.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {publishedIds, readPublished} from "./readPublished.js";
import {siteHead} from "./siteChrome.js";

/**
 * The head of every page: `siteHead`, and on a study's pages what search engines, reference managers and
 * previews read: schema.org's `Dataset` and a title and text for links that are shared.
 *
 * @param dataRoot folder of published studies
 * @param study the one that all pages are about, in a report of one
 */
export function studyHead(dataRoot: string, study?: string): (page: {path: string}) => string {
  return ({path}) => {
    const id = study ?? publishedIds(dataRoot).find((each) => path.startsWith(`/s/${each}/`));
    const facts = id === undefined ? undefined : readPublished(dataRoot, id)?.study;
    return facts ? `${siteHead}\n${describing(facts)}` : siteHead;
  };
}

function describing(study: PublishedStudy): string {
  const title = study.title || study.id;
  const meta = (name: string, text: string) =>
    text === "" ? [] : [`<meta property="og:${name}" content="${escapeHtml(text)}">`];
  return [
    ...meta("type", "article"),
    ...meta("title", title),
    ...meta("description", study.description.slice(0, 300)),
    `<script type="application/ld+json">${jsonText(datasetOf(study, title))}</script>`
  ].join("\n");
}

function datasetOf(study: PublishedStudy, title: string): object {
  const people = (study.authors ?? []).map(({name, orcid, affiliation}) => ({
    "@type": "Person",
    name,
    ...(orcid
      ? {identifier: `https://orcid.org/${orcid.replace(/^https:\/\/orcid\.org\//, "")}`}
      : {}),
    ...(affiliation ? {affiliation} : {})
  }));
  return {
    "@context": "https://schema.org",
    "@type": "Dataset",
    name: title,
    description: study.description,
    ...(study.license ? {license: study.license} : {}),
    ...(people.length > 0 ? {creator: people} : {}),
    identifier: `sha256:${contentHash(study)}`,
    variableMeasured: Object.keys(study.covariates)
  };
}

/** JSON that no text in it can end the script of. */
function jsonText(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
