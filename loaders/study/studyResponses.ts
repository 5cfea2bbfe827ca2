import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import type {
  ModelTableRow,
  QueryTableRow,
  ResponseRow,
  ScoreRow,
  SetupRow
} from "../../src/lib/schema/tables.js";
import {collectEmbedded} from "../collect/embedded.js";
import {readSourceGrammars} from "../collect/readGrammars.js";
import {sourceOf} from "../collect/sourceOf.js";
import {contentKey} from "../store/contentKey.js";
import {storePath} from "../store/ledger.js";
import type {Rows} from "../store/rows.js";
import {readTable, streamTable} from "../store/tables.js";
import {writeAtomically} from "../store/writeAtomically.js";
import type {Study} from "./readStudy.js";
import {hasScoreFile, readScoreFile} from "./scoreFile.js";

/** Bumped when the embedded language models should answer otherwise. */
export const collectVersion = 1;

const modelsAtOnce = 10;

/** A study's answers with what came along, and how many of them had to be asked for. */
export interface StudyResponses {
  /** imported ones are read from the disk each time they are gone through */
  readonly responses: Rows<ResponseRow>;
  readonly scores: readonly ScoreRow[];
  /** how the models were asked, so far as the logs said */
  readonly setups: readonly SetupRow[];
  readonly collected: number;
}

/**
 * The answers of a study: those an import wrote, the scores of its `scores.csv`, or, if `study.json` has a `source`, those of its
 * embedded language models, kept by model so that only new models and changed queries are asked.
 *
 * @throws LoaderError if the study has neither; DataError for a query whose text is not the one the
 * imported answers answer
 */
export async function studyResponses(
  study: Study,
  progress: (done: number, total: number) => void = () => {}
): Promise<StudyResponses> {
  if (study.spec.source !== undefined) return collect(study, progress);
  if (study.spec.kind === "scores" && hasScoreFile(study.directory)) {
    const {responses} = await readScoreFile(study.directory);
    return {responses, scores: [], setups: [], collected: 0};
  }
  const responses = streamTable(study.directory, "responses");
  if (responses) {
    // A task is its column: what people say it asks may be said otherwise.
    if (study.spec.kind !== "scores")
      requireSameQueries(study, (await readTable(study.directory, "queries")) ?? []);
    const scores = (await readTable(study.directory, "scores")) ?? [];
    const setups = (await readTable(study.directory, "setups")) ?? [];
    return {responses, scores, setups, collected: 0};
  }
  const expected =
    "study: answers must be imported (vantage import) or study.json must have a source";
  throw new LoaderError(`${expected}; got neither in ${study.directory}`);
}

function requireSameQueries(study: Study, asked: readonly QueryTableRow[]): void {
  const texts = new Map(asked.map((query) => [query.query_id, query]));
  for (const {query_id, query_text, query_hash} of study.queries) {
    const was = texts.get(query_id);
    if (was === undefined || was.query_hash === query_hash) continue;
    const [found, wanted] = [query_text, was.query_text].map((text) =>
      JSON.stringify(text.slice(0, 80))
    );
    const expected = `queries: text of ${query_id} must be what its answers answer, ${wanted}`;
    throw new DataError(`${expected}; got ${found} (a new question needs a new query_id)`);
  }
}

/** How many answers of a study with a `source` are not collected yet. */
export async function countLacking(study: Study): Promise<number> {
  const recipe = await recipeKey(study);
  const shelves = await Promise.all(study.models.map((model) => openShelf(study, model, recipe)));
  const queries = shelves.reduce((sum, {lacking}) => sum + lacking.length, 0);
  return queries * study.spec.replicates;
}

interface Shelf {
  readonly model: ModelTableRow;
  readonly path: string;
  readonly held: readonly ResponseRow[];
  readonly lacking: readonly QueryTableRow[];
}

async function collect(
  study: Study,
  progress: (done: number, total: number) => void
): Promise<StudyResponses> {
  const recipe = await recipeKey(study);
  const shelves = await Promise.all(study.models.map((model) => openShelf(study, model, recipe)));
  const stale = shelves.filter(({lacking}) => lacking.length > 0);
  const full = new Map(shelves.map(({model, held}) => [model.model_id, held]));
  for (let from = 0; from < stale.length; from += modelsAtOnce) {
    const part = stale.slice(from, from + modelsAtOnce);
    for (const [id, rows] of await fill(study, part)) full.set(id, rows);
    progress(from + part.length, stale.length);
  }
  const responses = study.models.flatMap(({model_id}) => full.get(model_id) ?? []);
  const asked = stale.reduce((sum, {lacking}) => sum + lacking.length, 0);
  return {responses, scores: [], setups: [], collected: asked * study.spec.replicates};
}

async function recipeKey({spec}: Study): Promise<string> {
  const {seed, source, sampling, replicates} = spec;
  const grammars = await readSourceGrammars(sourceOf(spec));
  return contentKey(collectVersion, seed, source, sampling, replicates, grammars);
}

async function openShelf(study: Study, model: ModelTableRow, recipe: string): Promise<Shelf> {
  const {label: _, ...asked} = model;
  const path = storePath(study.directory, "responses", `${contentKey(recipe, asked)}.json`);
  const stored = existsSync(path) ? await readShelf(path) : {};
  const known = (query: QueryTableRow) => stored[contentKey(query.query_id, query.query_text)];
  return {
    model,
    path,
    held: study.queries.flatMap((query) => known(query) ?? []),
    lacking: study.queries.filter((query) => known(query) === undefined)
  };
}

type Stored = Readonly<Record<string, readonly ResponseRow[]>>;

async function readShelf(path: string): Promise<Stored> {
  return JSON.parse(await readFile(path, "utf8")) as Stored;
}

/** Asks the models of the shelves what they lack, all models that lack the same at once. */
async function fill(study: Study, shelves: readonly Shelf[]) {
  const groups = new Map<string, Shelf[]>();
  for (const shelf of shelves) {
    const key = contentKey(shelf.lacking);
    groups.set(key, [...(groups.get(key) ?? []), shelf]);
  }
  const filled = new Map<string, ResponseRow[]>();
  for (const group of groups.values()) {
    const queries = group[0]?.lacking ?? [];
    const models = group.map(({model}) => model);
    const rows = await collectEmbedded({study: study.spec, models, queries});
    for (const shelf of group) {
      const own = rows.filter(({model_id}) => model_id === shelf.model.model_id);
      filled.set(shelf.model.model_id, await writeShelf(study, shelf, own));
    }
  }
  return filled;
}

async function writeShelf(study: Study, {held, path}: Shelf, fresh: readonly ResponseRow[]) {
  const byQuery = new Map<string, ResponseRow[]>();
  for (const row of [...held, ...fresh])
    byQuery.set(row.query_id, [...(byQuery.get(row.query_id) ?? []), row]);
  const stored = study.queries.map((query): [string, readonly ResponseRow[]] => [
    contentKey(query.query_id, query.query_text),
    byQuery.get(query.query_id) ?? []
  ]);
  await writeAtomically(path, JSON.stringify(Object.fromEntries(stored)));
  return stored.flatMap(([, rows]) => rows);
}
