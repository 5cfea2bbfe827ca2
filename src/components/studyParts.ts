import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {RunResult} from "../workflows/results.js";
import {element} from "./element.js";
import {formatCount, formatNumber} from "./format.js";
import {tableTwin} from "./tableTwin.js";

/** Facts of a study that a page may print by name. */
export function studyFacts(study: PublishedStudy): Readonly<Record<string, string>> {
  const models = formatCount(study.models.length, "model");
  const words = studyWords(study);
  const questions = formatCount(study.queries.length, words.question);
  const described =
    study.kind === "scores" ? `${models} on ${questions}.` : `${models} asked ${questions}.`;
  return {
    "study-title": study.title || study.id,
    "study-description": study.description || described,
    "study-license": study.license || "not stated",
    "study-models": models,
    "study-questions": questions,
    "study-answers": formatNumber(Object.values(study.statuses).reduce((sum, n) => sum + n, 0)),
    "study-statuses": Object.entries(study.statuses)
      .map(([status, count]) => `${formatNumber(count)} ${status}`)
      .join(", "),
    "study-embedder": study.embedder.name,
    "study-embedder-note": words.embedding ?? embedderNote(study)
  };
}

function embedderNote({embedder}: PublishedStudy): string {
  return embedder.lexical
    ? "The embedder is lexical: it sees spelling and word choice, not meaning, so near on the map means similar wording."
    : `Vectors come from ${embedder.id}.`;
}

/**
 * The published files as downloads. A page's script finds its tables by these links, so a page that
 * is to come alive has this list on it.
 */
export function studyFiles(
  document: Document,
  study: PublishedStudy,
  files: readonly string[],
  dataPath: string
): HTMLElement {
  const answers = new Map(study.answers?.files.map((entry) => [entry.file, entry.bytes]));
  const item = (file: string) => {
    const bytes = study.tables.find((table) => table.file === file)?.bytes ?? answers.get(file);
    const href = `${dataPath}/${study.id}/${file}`;
    const size = bytes ? ` (${formatNumber(bytes / 1000)}\u00a0kB)` : "";
    const link = element(document, "a", {href, download: true, "data-file": file}, file);
    return element(document, "li", {}, link, size);
  };
  const items = files.filter((file) => !answers.has(file)).map(item);
  const texts = files.filter((file) => answers.has(file)).map(item);
  return element(
    document,
    "ul",
    {class: "vantage-files", "data-study": study.id},
    ...items,
    texts.length > 0 &&
      folded(document, `${studyWords(study).answer}s, ${formatCount(texts.length, "file")}`, texts)
  );
}

function folded(document: Document, title: string, items: readonly HTMLElement[]): HTMLElement {
  const summary = element(document, "summary", {}, title);
  const list = element(document, "ul", {}, ...items);
  return element(document, "li", {}, element(document, "details", {}, summary, list));
}

/** Where the numbers of a page come from: embedder, seed, versions and hashes of the bytes. */
export function studyManifest(
  document: Document,
  study: PublishedStudy,
  runs: readonly RunResult[],
  hashes: "short" | "full" = "short"
): HTMLElement {
  const shown = (hash: string) => (hashes === "full" ? hash : short(hash));
  const manifest = runs[0]?.manifest;
  const rows = [
    ["embedder", study.embedder.id],
    ["seed", String(manifest?.seed ?? study.seed)],
    ...(manifest ? [["vantage", manifest.vantage]] : []),
    ...study.tables.map(({file, hash}) => [file, shown(hash)]),
    ...Object.entries(study.data).map(([table, hash]) => [table, shown(hash)])
  ];
  return tableTwin(document, {columns: ["made from", "version or sha256"], rows});
}

function short(hash: string): string {
  return hash.length > 16 ? `${hash.slice(0, 16)}…` : hash;
}
