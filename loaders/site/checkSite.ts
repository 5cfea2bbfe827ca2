import {readdir, readFile} from "node:fs/promises";
import {extname, join, relative} from "node:path";

/** A fault of a built site: the file, and what is wrong with it. */
export interface SiteFault {
  readonly file: string;
  readonly fault: string;
}

/*
 * Framework's build ends well whatever a page says, so these are looked for afterwards. Addresses in
 * comments and namespaces are harmless; anything a browser would fetch is not.
 */
const faults: readonly (readonly [RegExp, string, string])[] = [
  [/observablehq--error/, ".html", "a cell that does not compile"],
  [
    /<(?:script|img|iframe|link)\b[^>]*\s(?:src|href)="https?:/,
    ".html",
    "a request to another host"
  ],
  [/<(?:a|script|img|link)\b[^>]*\s(?:src|href)="\//, ".html", "a link that leaves the base path"],
  [/<\w+\s[^<>]*data-published="[^"]*"[^<>]*><\//, ".html", "a placeholder that was not filled"],
  [/<\w+\s[^<>]*data-page=/, ".html", "a whole page that is not named on a line of its own"],
  [
    /<p\b(?:(?!<\/p>|<code\b)[\s\S])*\[@(?:fig|eq)-[\w-]+\]/,
    ".html",
    "a reference to a figure or equation where no Markdown is read, or without the plug-in scholarly"
  ],
  [/\bfrom\s*["'](?:node:|#)/, ".js", "an import a browser cannot resolve"],
  [/\bimport\(\s*["'](?:node:|#|https?:)/, ".js", "an import a browser cannot resolve"],
  [/@import\s+(?:url\()?["']?https?:/, ".css", "a style sheet from another host"]
];

/** Look through a built site for what a build does not fail on. */
export async function checkSite(folder: string): Promise<SiteFault[]> {
  const found: SiteFault[] = [];
  for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
    const extension = extname(entry.name);
    const wanted = faults.filter(([, kind]) => kind === extension);
    if (!entry.isFile() || wanted.length === 0) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, "utf8");
    for (const [pattern, , fault] of wanted)
      if (pattern.test(text)) found.push({file: relative(folder, path), fault});
  }
  return found;
}
