import {existsSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** Ours is the first; a report of one's own has the second. */
const configs = ["observablehq.config.ts", "observablehq.config.js"];

/** The folder of the site to build: the nearest one at or above `from` with a config, else our own. */
export function siteRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (configs.some((name) => existsSync(join(folder, name)))) return folder;
    if (folder === dirname(folder)) return fileURLToPath(new URL("../..", import.meta.url));
  }
}
