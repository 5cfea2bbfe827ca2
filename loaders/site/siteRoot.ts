import {existsSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** The folder of the site to build: the nearest one at or above `from` with a config, else our own. */
export function siteRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "observablehq.config.ts"))) return folder;
    if (folder === dirname(folder)) return fileURLToPath(new URL("../..", import.meta.url));
  }
}
