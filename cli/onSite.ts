import {dirname, join} from "node:path";
import type {Effects} from "../loaders/effects.js";
import {siteRoot} from "../loaders/site/siteRoot.js";
import {withdrawStudies} from "../loaders/site/withdrawStudies.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {type StudyFolder, studyFolders} from "./studyFolders.js";

/**
 * The folders of one study, or of all, each with a page on the site one stands in.
 *
 * @throws LoaderError if the site would not show one of them
 */
export function siteStudies(study?: string): StudyFolder[] {
  const folders = studyFolders(study);
  const outside = folders.find((folder) => !isOnSite(folder))?.directory;
  if (outside === undefined) return folders;
  throw new LoaderError(
    `build: a study must lie in data/studies of the site to have a page; got ${outside} (put its folder there, or type ${numbersOf(outside)} for its numbers)`,
    {exitCode: 2}
  );
}

/** What to type when studies are up to date: pages if they are on the site, else numbers. */
export function afterData(folders: readonly StudyFolder[]): string {
  const outside = folders.find((folder) => !isOnSite(folder));
  return outside ? numbersOf(outside.directory) : "vantage build";
}

/** Take the studies that are gone off the site, saying which. */
export async function withdraw(root: string, effects: Effects): Promise<void> {
  for (const id of await withdrawStudies(root))
    effects.log(`withdrawn: ${id}, which is no longer in data/studies`);
}

function isOnSite({out}: StudyFolder): boolean {
  return dirname(out) === join(siteRoot(process.cwd()), "src", "data");
}

function numbersOf(study: string): string {
  return `vantage run space --study ${shellWord(study)}`;
}
