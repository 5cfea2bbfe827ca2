import {createHash, randomUUID} from "node:crypto";
import {createWriteStream, existsSync} from "node:fs";
import {mkdir, rename, rm} from "node:fs/promises";
import {dirname, join} from "node:path";
import {Readable, Transform} from "node:stream";
import {pipeline} from "node:stream/promises";
import {DomainError, LoaderError} from "../../src/lib/core/errors.js";
import type {EmbedderOptions} from "../../src/lib/schema/study.js";
import {storePath} from "../store/ledger.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {absent, type EmbedderAccess} from "./embedderAccess.js";

/** The models known by name, short or with their owner. */
const repositories = [
  "nomic-ai/nomic-embed-text-v1.5",
  "nomic-ai/nomic-embed-text-v1",
  "sentence-transformers/all-MiniLM-L6-v2"
];

const endpointVariable = "HF_ENDPOINT";
const usualEndpoint = "https://huggingface.co";
/** Nothing for this long ends a download; milliseconds. */
const patience = 120_000;

/** The repository a name stands for; undefined for a name that is none of them. */
export function hubRepository(name: string): string | undefined {
  return repositories.find((each) => each === name || each.endsWith(`/${name}`));
}

/**
 * The folder of a hub's model in a study's store, `.vantage/models/<name>@<revision>`, downloaded
 * first if it is not there and the network may be asked.
 *
 * @throws DomainError without a revision that pins the files; LoaderError for a model that is not
 * there without network, and as `fetchModel`
 */
export async function hubFolder(
  studyDirectory: string,
  {name, revision, file = "onnx/model.onnx"}: EmbedderOptions,
  {fetch, environment = {}, log = () => {}}: EmbedderAccess
): Promise<string> {
  const repository = hubRepository(name) as string;
  const pinned = requireRevision(repository, revision);
  requireFile(file);
  const folder = storePath(studyDirectory, "models", `${shortName(repository)}@${pinned}`);
  const wanted = ["config.json", "tokenizer.json", "tokenizer_config.json", file];
  const files = wanted.filter((each) => !existsSync(join(folder, each)));
  if (files.length === 0) return folder;
  if (!fetch) throw absent(`${repository} must be downloaded`, `no ${files[0]} in ${folder}`);
  const endpoint = (environment[endpointVariable] || usualEndpoint).replace(/\/+$/, "");
  await fetchModel({endpoint, repository, revision: pinned, files, folder, fetch, log});
  return folder;
}

/** Files of one commit of a repository, and where they go. */
export interface ModelRequest {
  readonly endpoint: string;
  readonly repository: string;
  readonly revision: string;
  readonly files: readonly string[];
  readonly folder: string;
  readonly fetch: typeof fetch;
  readonly log: (line: string) => void;
}

/**
 * Downloads files of a model from `<endpoint>/<repository>/resolve/<revision>/<file>`. All are whole
 * before the first takes its name; what came, with sha256, is told by `<file>.origin.json` beside
 * each.
 *
 * @throws LoaderError with address and status for a file that does not come whole
 */
export async function fetchModel(request: ModelRequest): Promise<void> {
  const {endpoint, repository, revision, files, folder, log} = request;
  const temporary = `${folder}.${randomUUID()}.tmp`;
  try {
    for (const file of files) {
      const url = `${endpoint}/${repository}/resolve/${revision}/${file}`;
      log(`embed: downloading ${url}`);
      const {sha256, bytes} = await download(url, join(temporary, file), request);
      const origin = {repository, revision, file, sha256, bytes};
      await writeAtomically(
        join(temporary, `${file}.origin.json`),
        `${JSON.stringify(origin, null, 2)}\n`
      );
    }
    for (const file of files.flatMap((each) => [`${each}.origin.json`, each])) {
      await mkdir(dirname(join(folder, file)), {recursive: true});
      await rename(join(temporary, file), join(folder, file));
    }
  } finally {
    await rm(temporary, {recursive: true, force: true});
  }
}

async function download(url: string, path: string, {fetch, revision}: ModelRequest) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), patience);
  const failed = (got: string, cause?: unknown) =>
    new LoaderError(`embed: GET ${url} must give a whole file; got ${got}`, {cause});
  const hash = createHash("sha256");
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      timer.refresh();
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    }
  });
  try {
    const response = await fetch(url, {signal: ending.signal});
    if (!response.ok || !response.body) throw failed(`${response.status} ${response.statusText}`);
    const commit = response.headers.get("x-repo-commit");
    if (commit !== null && commit !== revision) throw failed(`it from commit ${commit}`);
    await mkdir(dirname(path), {recursive: true});
    await pipeline(Readable.fromWeb(response.body as never), count, createWriteStream(path));
    const length = response.headers.get("content-length");
    const encoded = response.headers.has("content-encoding");
    if (!encoded && length !== null && Number(length) !== bytes)
      throw failed(`${bytes} of ${length} bytes`);
  } catch (error) {
    if (error instanceof LoaderError) throw error;
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const late = ending.signal.aborted ? `nothing for ${patience / 1000} s` : undefined;
    throw failed(late ?? (cause instanceof Error ? cause.message : String(cause)), error);
  } finally {
    clearTimeout(timer);
  }
  return {sha256: hash.digest("hex"), bytes};
}

function shortName(repository: string): string {
  return repository.slice(repository.indexOf("/") + 1);
}

function requireRevision(repository: string, revision: string | undefined): string {
  if (revision !== undefined && /^[0-9a-f]{40}$/.test(revision)) return revision;
  const expected = `embedder: revision of ${repository} must be a commit, 40 hex digits`;
  const advice = `copy one from ${usualEndpoint}/${repository}/commits/main`;
  throw new DomainError(`${expected}; got ${JSON.stringify(revision) ?? "none"} (${advice})`);
}

function requireFile(file: string): void {
  const plain = /^[\w.-]+(\/[\w.-]+)*\.onnx$/.test(file) && !file.split("/").includes("..");
  if (plain) return;
  const expected = "embed: file must be a path of an .onnx file in the repository";
  throw new DomainError(`${expected}; got ${JSON.stringify(file)}`);
}
