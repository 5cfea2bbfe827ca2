import {readFileSync} from "node:fs";

/** Pages of a study that need no word of their author's. */
const wholePages = ["explore", "data", "provenance"] as const;

const line = /^<div data-page="([^"]*)"(?: data-study="([\w.-]+)")?><\/div>\s*$/;
const cell = /^```js\n[\s\S]*?^```\n?/gm;

/**
 * Puts the site's own page of a study where a line of Markdown names it, without that page's cell:
 * `<div data-page="explore" data-study="mine"></div>`. Without `data-study` the places find their
 * study as any do. Lines within fences are code and stay.
 *
 * @throws Error for a page that is not `explore`, `data` or `provenance`
 */
export function withWholePages(source: string): string {
  let fence: string | null = null;
  return source
    .split("\n")
    .map((text) => {
      fence = fenceAfter(fence, text);
      const [, name, study] = fence === null ? (line.exec(text) ?? []) : [];
      return name === undefined ? text : wholePage(name, study);
    })
    .join("\n");
}

/** What opened the code a line of Markdown is in: as long a fence closes it, a shorter one is part of it. */
function fenceAfter(open: string | null, text: string): string | null {
  const [, marks = "", rest = ""] = /^(`{3,}|~{3,})(.*)$/.exec(text.trimEnd()) ?? [];
  if (open === null) return marks || null;
  return rest === "" && marks.startsWith(open) ? null : open;
}

function wholePage(name: string, study: string | undefined): string {
  if (!wholePages.some((known) => known === name))
    throw new Error(`published: data-page must be one of ${wholePages.join(", ")}; got "${name}"`);
  const page = readFileSync(new URL(`../s/[study]/${name}.md`, import.meta.url), "utf8");
  const of = study === undefined ? "" : ` data-study="${study}"`;
  return page.replace(cell, "").replace(/ data-(?:published|controls|needs)="[^"]*"/g, `$&${of}`);
}
