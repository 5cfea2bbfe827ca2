import {cpSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {importedStudy} from "../cli/importedStudy.js";
import {runVantage} from "../cli/runVantage.js";
import {root as project} from "../repo/sources.js";

/** A site of one page below a folder, with a study under each of the names. @returns its folder */
export async function smallSite(directory: string, studies: readonly string[]): Promise<string> {
  const root = join(directory, "site");
  mkdirSync(join(root, "src"), {recursive: true});
  mkdirSync(join(root, "data", "studies"), {recursive: true});
  writeFileSync(join(root, "src", "index.md"), "# A page\n");
  const offline = pathToFileURL(join(project, "loaders", "site", "offline.ts")).href;
  writeFileSync(
    join(root, "observablehq.config.ts"),
    `import {seedVersionCache} from ${JSON.stringify(offline)};
seedVersionCache("src");
  export default {root: "src", output: process.env.VANTAGE_OUTPUT, globalStylesheets: []};
`
  );
  if (studies.length === 0) return root;
  const study = await importedStudy(directory);
  for (const name of studies) cpSync(study, join(root, "data", "studies", name), {recursive: true});
  return root;
}

/** One command line as a process that stands in a site. */
export function vantageIn(root: string, ...words: string[]) {
  return runVantage(words, undefined, root);
}
