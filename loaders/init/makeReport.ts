import {existsSync, rmSync} from "node:fs";
import {mkdir, mkdtemp, readdir, readFile, rename, rmdir} from "node:fs/promises";
import {join, relative, resolve} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {keepAnswers} from "./askedFiles.js";
import {type ReportFacts, tarballPath} from "./reportFacts.js";
import {reportFiles} from "./reportFiles.js";

/** What fills a report beside its texts. */
export interface ReportParts {
  /**
   * puts answers into a study's folder, and gives the study's description if it knows one; `report`
   * is where the report's texts lie meanwhile
   */
  readonly fill: (study: string, report: string) => Promise<string | undefined>;
  /** told after a failure that answers of a server were kept */
  readonly kept: () => void;
  /** puts the package into a folder, under the name npm gives it */
  readonly pack: (vendor: string) => Promise<void>;
}

/** Refuses a folder that has anything in it. @throws LoaderError saying how much */
export async function requireEmpty(directory: string): Promise<void> {
  const entries = existsSync(directory) ? await entriesOf(directory) : [];
  if (entries.length === 0) return;
  const many = `${entries.length} ${entries.length === 1 ? "entry" : "entries"}`;
  throw new LoaderError(
    `init: folder must be new or empty; got ${many} in ${directory} (nothing was changed)`,
    {exitCode: 2}
  );
}

/**
 * Makes a report in a new or empty folder: its texts, its study and its package. All of it is made
 * in a folder inside that one and moved up at the end, so that a failure leaves nothing behind but
 * what a server had answered by then.
 *
 * @returns paths of the files written, in order
 * @throws LoaderError for a folder that is not empty; as the parts do
 */
export async function makeReport(
  directory: string,
  facts: ReportFacts,
  parts: ReportParts
): Promise<string[]> {
  await requireEmpty(directory);
  const made = await mkdir(directory, {recursive: true});
  const making = await mkdtemp(join(resolve(directory), ".making-"));
  const undo = () => {
    const kept = keepAnswers(making, directory);
    rmSync(kept ? making : (made ?? making), {recursive: true, force: true});
    if (kept) parts.kept();
  };
  await orUndone(undo, () => makeInside(making, facts, parts));
  return filesBelow(directory);
}

/** Does what fills a folder; if that fails or is interrupted, it is undone. */
async function orUndone(undo: () => void, work: () => Promise<void>): Promise<void> {
  const stop = () => {
    undo();
    process.exit(130);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    await work();
  } catch (error) {
    undo();
    throw error;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

async function filesBelow(directory: string): Promise<string[]> {
  const found = await readdir(directory, {recursive: true, withFileTypes: true});
  const files = found.filter((entry) => entry.isFile());
  return files.map(({parentPath, name}) => relative(directory, join(parentPath, name))).sort();
}

async function makeInside(making: string, facts: ReportFacts, parts: ReportParts): Promise<void> {
  for (const [path, text] of Object.entries(reportFiles(facts)))
    await writeAtomically(join(making, path), text);
  const study = join(making, "data", "studies", facts.study);
  const description = await parts.fill(study, making);
  await nameStudy(study, facts, description);
  await parts.pack(join(making, "vendor"));
  requirePacked(making, facts);
  for (const name of await readdir(making))
    await rename(join(making, name), join(making, "..", name));
  await rmdir(making);
}

const madeUp =
  "Made-up answers of twelve made-up models, written by vantage init so that this report builds at once. They say nothing about any model: put your own in their place.";

/** The first `study.json`, under the report's name. */
async function nameStudy(
  study: string,
  {title, license, begins}: ReportFacts,
  known: string | undefined
): Promise<void> {
  const path = join(study, "study.json");
  const spec = JSON.parse(await readFile(path, "utf8"));
  const description = begins === "example" ? madeUp : (known ?? spec.description);
  const named = {...spec, title, description, license};
  await writeAtomically(path, `${JSON.stringify(named, null, 2)}\n`);
}

function requirePacked(making: string, facts: ReportFacts): void {
  const path = tarballPath(facts);
  if (existsSync(join(making, path))) return;
  throw new LoaderError(`init: packing must give ${path}; got none`);
}

async function entriesOf(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTDIR") throw error;
    throw new LoaderError(`init: must be given a folder; got the file ${directory}`, {exitCode: 2});
  });
}
