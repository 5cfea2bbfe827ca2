import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {withContentPolicy} from "./contentPolicy.js";

/**
 * What Framework leaves out of its pages: the language, the reader's right to zoom, and a content
 * security policy.
 *
 * @returns how many pages were finished
 */
export async function finishSite(folder: string, language = "en"): Promise<number> {
  const names = await readdir(folder, {recursive: true});
  const pages = names.filter((name) => name.endsWith(".html"));
  for (const page of pages) {
    const path = join(folder, page);
    const html = await readFile(path, "utf8");
    const zoomable = html
      .replace("<html>", `<html lang="${language}">`)
      .replace(", maximum-scale=1", "");
    const finished = withContentPolicy(zoomable, names);
    if (finished !== html) await writeFile(path, finished);
  }
  return pages.length;
}
