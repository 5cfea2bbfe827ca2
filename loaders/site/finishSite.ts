import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {withContentPolicy} from "./contentPolicy.js";
import {shareImages} from "./shareImages.js";

/** What a site is finished with. */
export interface FinishOptions {
  /** folder of published studies */
  readonly dataRoot: string;
  /** where the site will stand, absolute */
  readonly address?: string | undefined;
  /** default `en` */
  readonly language?: string;
}

/**
 * What Framework leaves out of its pages: the language, the reader's right to zoom, pictures for previews of
 * links, and a content security policy.
 *
 * @returns how many pages were finished
 */
export async function finishSite(
  folder: string,
  {dataRoot, address, language = "en"}: FinishOptions
): Promise<number> {
  const withImage = await shareImages(folder, dataRoot, address);
  const names = await readdir(folder, {recursive: true});
  const pages = names.filter((name) => name.endsWith(".html"));
  for (const page of pages) {
    const path = join(folder, page);
    const html = await readFile(path, "utf8");
    const zoomable = html
      .replace("<html>", `<html lang="${language}">`)
      .replace(", maximum-scale=1", "");
    const finished = withContentPolicy(withImage(zoomable, page), names);
    if (finished !== html) await writeFile(path, finished);
  }
  return pages.length;
}
