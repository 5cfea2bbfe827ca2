import {existsSync, readFileSync} from "node:fs";
import {Cite} from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import {nearestName} from "../lib/schema/nearestName.js";

/** A bibliography read from BibTeX. */
export interface Bibliography {
  /** a citation of some entries as it stands in a sentence, e.g. `(Gower, 1968)` */
  cite(keys: readonly string[]): string;
  /** entries as HTML, each in an element with the id `ref-‹key›`, in the order of authors */
  list(keys: readonly string[]): string;
}

const style = {template: "apa", lang: "en-US"} as const;

/**
 * Reads a file of references, in BibTeX.
 *
 * @throws Error if it is missing, or on citing what it does not hold, with the nearest key
 */
export function readBibliography(path: string): Bibliography {
  if (!existsSync(path)) throw new Error(`references: file must exist; got ${path}`);
  return bibliographyOf(readFileSync(path, "utf8"), path);
}

/** Every work that a text in BibTeX names, as HTML. @param path names the text in errors */
export function allReferences(bibtex: string, path: string): string {
  return bibliographyOf(bibtex, path).list(new Cite(bibtex).getIds());
}

function bibliographyOf(bibtex: string, path: string): Bibliography {
  const all = new Cite(bibtex);
  const ids: readonly string[] = all.getIds();
  const known = (keys: readonly string[]) => keys.map((key) => requireKnown(key, ids, path));
  return {
    cite: (keys) => all.format("citation", {...style, format: "text", entry: known(keys)}),
    list(keys) {
      if (keys.length === 0) return "";
      const cited = new Set(known(keys));
      const entries = new Cite(all.data.filter(({id}: {id: string}) => cited.has(id)));
      return entries
        .format("bibliography", {...style, format: "html"})
        .replaceAll('data-csl-entry-id="', 'id="ref-');
    }
  };
}

function requireKnown(key: string, ids: readonly string[], path: string): string {
  if (ids.includes(key)) return key;
  const near = nearestName(key, ids);
  throw new Error(
    `references: @${key} must be in ${path}; got ${near ? `none, but @${near}` : "none"}`
  );
}
