import {existsSync} from "node:fs";
import {join, relative} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import type {StudyData} from "../../src/lib/schema/studyData.js";
import {brokenFiles} from "../publish/planFile.js";
import {brokenResults} from "../publish/planResults.js";
import {brokenAnswers} from "../publish/publishAnswers.js";
import {openStudy} from "../study/openStudy.js";
import {readStudySpec} from "../study/readStudy.js";
import {folderIds} from "./folderIds.js";

/**
 * Looks through what a site is about to be built from, before anything is built.
 *
 * @param root folder of the site
 * @throws LoaderError naming each file that is missing or damaged, in one line
 */
export async function checkPublished(root: string): Promise<void> {
  const found = idsOf(root).map((id) => faultsOf(root, id));
  const faults = (await Promise.all(found)).flat();
  if (faults.length === 0) return;
  const list = faults.map((path) => relative(root, path)).join(", ");
  throw new LoaderError(
    `build: published files must be there and whole; got ${list} missing or damaged (vantage data makes them again)`
  );
}

/** Studies with a page, and those that should have one: both are folders with a `study.json`. */
function idsOf(root: string): string[] {
  const folders = [join(root, "src", "data"), join(root, "data", "studies")];
  return [...new Set(folders.flatMap(folderIds))].sort();
}

async function faultsOf(root: string, id: string): Promise<string[]> {
  const out = join(root, "src", "data", id);
  const study = await openStudy(out).catch(() => undefined);
  if (!study) return [join(out, "study.json")];
  const source = join(root, "data", "studies", id);
  await requirePolicy(source, study);
  return [
    ...(await brokenTables(out, study)),
    ...(await brokenAnswers(out, study.answers)),
    ...(await brokenResults(source, out)),
    ...(await brokenFiles(source, out))
  ];
}

/** What is published of a study must be what its `study.json` lets out, however old it may be. */
async function requirePolicy(source: string, study: StudyData): Promise<void> {
  if (!existsSync(join(source, "study.json"))) return;
  const {publish} = await readStudySpec(source);
  const {policy = "none", files = []} = study.answers ?? {};
  const tellsAnswers = files.length > 0 && policy !== publish.responses;
  const tellsQueries = study.queries.some(({query_text}) => query_text !== null);
  if (!tellsAnswers && !(tellsQueries && publish.queries === "hash")) return;
  const asked = `responses "${publish.responses}" and queries "${publish.queries}"`;
  throw new LoaderError(
    `build: published files of ${study.id} must be under the policy of its study.json, ${asked}; got other ones (vantage data makes them again)`
  );
}

async function brokenTables(out: string, {tables, loadTable}: StudyData): Promise<string[]> {
  const broken: string[] = [];
  for (const entry of tables) {
    const isWhole = await loadTable(entry).then(
      () => true,
      () => false
    );
    if (!isWhole) broken.push(join(out, entry.file));
  }
  return broken;
}
