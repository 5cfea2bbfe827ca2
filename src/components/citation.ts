import {sha256} from "../lib/core/sha256.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {copyable} from "./copyable.js";
import {element} from "./element.js";

/**
 * A name for exactly what a study publishes: sha256 over the hashes of its canonical tables and of its
 * distance tables. Two sites with one hash show the same numbers.
 */
export function contentHash({data, tables}: Pick<PublishedStudy, "data" | "tables">): string {
  const names = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  const files = tables.map(({file, hash}) => [file, hash]).sort();
  return sha256(JSON.stringify([names, files]));
}

/** A study as an entry of a bibliography, for BibTeX; the hash says which data it is about. */
export function bibtex(study: PublishedStudy): string {
  const fields = [
    ["title", `{${tex(study.title || study.id)}}`],
    ["author", (study.authors ?? []).map(({name}) => tex(name)).join(" and ")],
    ["howpublished", "Vantage report"],
    ["note", `Content sha256 ${contentHash(study)}`]
  ];
  const lines = fields.filter(([, value]) => value !== "").map(([k, v]) => `  ${k} = {${v}}`);
  return `@misc{${study.id.replaceAll(/[^\w-]/g, "-")},\n${lines.join(",\n")}\n}`;
}

/** The same for reference managers, as CSL-JSON. */
export function cslJson(study: PublishedStudy): string {
  const entry = {
    id: study.id,
    type: "dataset",
    title: study.title || study.id,
    author: (study.authors ?? []).map(({name, orcid}) => ({
      literal: name,
      ...(orcid ? {ORCID: orcid} : {})
    })),
    publisher: "Vantage report",
    note: `Content sha256 ${contentHash(study)}`
  };
  return JSON.stringify([entry], null, 2);
}

/** How a study is cited: its people, its content's hash, and entries to copy. */
export function citation(document: Document, study: PublishedStudy, interactive: boolean): Node[] {
  const place = {document, interactive};
  return [
    ...byline(document, study),
    element(
      document,
      "p",
      {},
      "Cite this study with the hash of its content, which names exactly these data: ",
      element(document, "code", {class: "vantage-hash"}, contentHash(study))
    ),
    copyable(place, "BibTeX", bibtex(study)),
    copyable(place, "CSL-JSON", cslJson(study))
  ];
}

/** Who made a study, each with affiliation and a link to the ORCID record; nothing where it does not say. */
export function byline(document: Document, {authors = []}: PublishedStudy): HTMLElement[] {
  if (authors.length === 0) return [];
  const people = authors.flatMap(({name, orcid, affiliation}, i) => {
    const id = orcid?.replace(/^https:\/\/orcid\.org\//, "");
    const isId = id !== undefined && /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(id);
    const href = `https://orcid.org/${id}`;
    const link = isId && element(document, "a", {href, rel: "noopener"}, `ORCID ${id}`);
    const of = affiliation ? ` (${affiliation})` : "";
    return [i > 0 ? "; " : "By ", `${name}${of}${isId ? ", " : ""}`, link];
  });
  return [element(document, "p", {class: "vantage-byline"}, ...people)];
}

/** Characters that TeX reads otherwise. */
function tex(text: string): string {
  return text.replaceAll(/[\\{}]/g, "").replaceAll(/[&%$#_]/g, "\\$&");
}
