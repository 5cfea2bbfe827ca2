import {existsSync, readdirSync} from "node:fs";
import {basename, dirname, extname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {storePath} from "../loaders/store/ledger.js";
import {LoaderError} from "../src/lib/core/errors.js";

const ownRoot = fileURLToPath(new URL("..", import.meta.url));

/** A study's folder and where its published files go. */
export interface StudyFolder {
  readonly directory: string;
  readonly out: string;
}

/**
 * The folders of one study, or of all of the project one stands in (else of Vantage's own). A study
 * under `data/studies` is published to the project's `src/data`, any other into its own store.
 *
 * @throws LoaderError if the project has no studies
 */
export function studyFolders(study?: string): StudyFolder[] {
  if (study !== undefined) return [folderOf(resolve(study))];
  const root = existsSync(join(process.cwd(), "data", "studies")) ? process.cwd() : ownRoot;
  const studies = join(root, "data", "studies");
  const names = existsSync(studies) ? readdirSync(studies).sort() : [];
  const found = names.filter((name) => existsSync(join(studies, name, "study.json")));
  if (found.length > 0) return found.map((name) => folderOf(join(studies, name)));
  throw new LoaderError(`study: --study must be given outside a project; got none in ${root}`, {
    exitCode: 2
  });
}

/** What a study of logs is called if nobody says: after their file or folder, as an id may be. */
export function studyNamedAfter(path: string): string {
  const name = basename(path, extname(path));
  const id = name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return id === "" ? "logs" : id;
}

function folderOf(directory: string): StudyFolder {
  const studies = dirname(directory);
  const isOfProject = basename(studies) === "studies" && basename(dirname(studies)) === "data";
  const root = resolve(studies, "..", "..");
  if (isOfProject && existsSync(join(root, "src")))
    return {directory, out: join(root, "src", "data", basename(directory))};
  return {directory, out: storePath(directory, "published")};
}
