import {cpSync, truncateSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {serve} from "../../loaders/site/serve.js";
import {readBibliography} from "../../src/framework/citations.js";
import {publishedFigures} from "../../src/framework/publishedFigures.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {columns, importedStudy, rows} from "../cli/importedStudy.js";
import {vantage} from "../cli/vantage.js";

/** Makes an error occur in an empty folder. @returns what is then said */
export type Cause = (folder: string) => Promise<string>;

type MarkdownIt = Parameters<typeof publishedFigures>[0] & {
  use(plugin: typeof publishedFigures, options: {readonly dataRoot: string}): MarkdownIt;
  render(source: string, context: unknown): string;
};

/* Framework's own, which comes without types. */
const entry: string = "@observablehq/framework/dist/markdown.js";
const {createMarkdownIt} = (await import(entry)) as {
  createMarkdownIt(options: {readonly markdownIt: (md: MarkdownIt) => MarkdownIt}): MarkdownIt;
};

type Files = Readonly<Record<string, string>>;

const spec = (fields: object) =>
  JSON.stringify({schemaVersion: 1, title: "s", models: "models.csv", ...fields});

const said = async (...words: readonly string[]) => {
  const {code, out, err} = await vantage(...words);
  return code === 0 ? "" : out + err;
};

/** Imports a log of this text, with further words; `‹folder›` in a word is the folder. */
const importing =
  (text: string, ...words: readonly string[]): Cause =>
  async (folder) => {
    const log = join(folder, "log.csv");
    writeFileSync(log, text);
    const further = words.map((word) => word.replace("‹folder›", folder));
    return said("import", ...further, log, "--study", join(folder, "s"));
  };

/** A verb on a study with these files. */
const on =
  (files: Files, verb: string, ...words: readonly string[]): Cause =>
  async (folder) =>
    said(verb, ...words, "--study", await importedStudy(folder, files));

/** What a call throws. */
async function faultOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** A page with a place, built where a study `s` is published. */
const placing =
  (place: string, study: string, more = ""): Cause =>
  async (folder) => {
    const made = await importedStudy(folder);
    await vantage("data", "--study", made);
    cpSync(join(made, ".vantage", "published"), join(folder, "data", "s"), {recursive: true});
    const markdownIt = (md: MarkdownIt) =>
      md.use(publishedFigures, {dataRoot: join(folder, "data")});
    const tag = `<div data-published="${place}" data-study="${study}" ${more}></div>`;
    const context = {code: [], startLine: 0, currentLine: 0, path: "/p", params: {}};
    return faultOf(() => createMarkdownIt({markdownIt}).render(tag, context));
  };

const log = formatCsv(columns, rows);
const sizes = "model_id,size\nbase-1,7\nbase-2,3\ntuned-1,2\ntuned-2,1\n";
const sized: Files = {
  "models.csv": sizes,
  "study.json": spec({covariates: {size: {type: "number"}}})
};
const alike: Files = {
  "models.csv": "model_id,kind\nbase-1,a\nbase-2,a\ntuned-1,a\ntuned-2,a\n",
  "study.json": spec({covariates: {kind: {type: "class"}}})
};
const claiming = (fields: object): Files => ({
  ...sized,
  "claims.json": JSON.stringify([
    {
      id: "error",
      statement: "The error is large.",
      otherwise: "The error is small.",
      workflow: "regression",
      set: {method: "mean", permutations: 0},
      measure: "metrics.mae",
      holds: {op: ">", value: 0},
      over: {seeds: 2},
      negativeTwin: {set: {}},
      ...fields
    }
  ])
});

/** How errors come about, by the headings of the guide's page on errors. */
export const causes: Readonly<Record<string, Cause>> = {
  "A path that is not there": () => said("import", "nothing.csv", "--study", "never-made"),
  "No answers in the logs": importing("model_id,query_text,response_text\n"),
  "Files of another format": importing(log, "alpacaeval"),
  "A mapping of an unknown field": importing(log, "--map", "modelid=model"),
  "Columns that nobody knows": importing("model,question,answer\na,b,c\n"),
  "No file of covariates": importing(log, "--covariates", "‹folder›/facts.csv"),
  "An answer that differs from the study’s": async (folder) => {
    await importedStudy(folder);
    return importing(log.replace("1 ok", "one ok"))(folder);
  },
  "A model server that does not answer": (folder) =>
    said("init", join(folder, "report"), "--server", "http://127.0.0.1:9/v1"),
  "A Parquet file cut short": async (folder) => {
    const path = join(folder, "log.parquet");
    writeFileSync(path, "PAR1");
    return said("import", path, "--study", join(folder, "s"));
  },
  "No study in the folder": (folder) => said("embed", "--study", folder),
  "JSON that ends too early": on({"study.json": '{"schemaVersion": 1, "title": "x'}, "embed"),
  "A key that study.json does not know": on({"study.json": spec({replicate: 2})}, "embed"),
  "A value of another type": on({"study.json": spec({replicates: "four"})}, "embed"),
  "A model listed twice": on({"models.csv": "model_id\nbase-1\nbase-1\n"}, "embed"),
  "A cell that is no number": on({...sized, "models.csv": "model_id,size\nbase-1,big\n"}, "embed"),
  "A covariate without a column": on(
    {"study.json": spec({covariates: {sizes: {type: "number"}}}), "models.csv": sizes},
    "embed"
  ),
  "A model that answered nothing": on({"models.csv": "model_id\nbase-1\nsilent\n"}, "embed"),
  "Gaps, where none are allowed": async (folder) => {
    const gapped = formatCsv(columns, rows.slice(1));
    await importing(gapped)(folder);
    writeFileSync(join(folder, "s", "study.json"), spec({missing: "fail"}));
    return said("run", "space", "--study", join(folder, "s"));
  },
  "A filter’s column that is not there": importing(log, "--filter", "modell_id = 'x'"),
  "A filter that ends too early": importing(log, "--filter", "model_id ="),
  "A filter that keeps too few models": on(
    {},
    "run",
    "space",
    "--set",
    "models=model_id = 'base-1'"
  ),
  "A filter that keeps no questions": on({}, "run", "space", "--set", "queries=query_text = 'x'"),
  "More questions than there are": on({}, "run", "space", "--set", "queryCount=50"),
  "An analysis that is not there": on({}, "run", "regresion"),
  "An input that is not there": on({}, "run", "space", "--set", "dimensions=2"),
  "A setting without =": on({}, "run", "space", "--set", "dimension"),
  "Nothing to predict": on({}, "run", "regression"),
  "A class that all models share": on(alike, "run", "classification", "--set", "label=kind"),
  "Too few models for a fit": on(sized, "run", "regression", "--set", "dimension=3"),
  "An embedder that is not there": on({"study.json": spec({embedder: "hash-ngram-521"})}, "embed"),
  "A server without its kind": on(
    {"study.json": spec({embedder: {name: "http://127.0.0.1:9"}})},
    "embed"
  ),
  "A model’s folder that lacks a file": async (folder) => {
    writeFileSync(join(folder, "config.json"), "{}");
    return on({"study.json": spec({embedder: folder})}, "embed")(folder);
  },
  "Answers that are no numbers": on({"study.json": spec({embedder: "scores"})}, "embed"),
  "A table that is damaged": async (folder) => {
    const study = await importedStudy(folder);
    await vantage("data", "--study", study);
    const published = join(study, ".vantage", "published");
    truncateSync(join(published, "distances.r1.arrow"), 300);
    return said("run", "space", "--study", published);
  },
  "A result that is not there": async (folder) => said("diff", folder, folder),
  "A claim’s field that is not known": on(claiming({mesure: "x"}), "verify"),
  "A measure that is no number": on(claiming({measure: "metrics.mea"}), "verify"),
  "A measure without an interval": on(claiming({over: undefined}), "verify"),
  "A claim unable to fail": on(claiming({}), "verify"),
  "An analysis that claims do not know": on(claiming({workflow: "regresion"}), "verify"),
  "A study without a page": async (folder) => said("build", "--study", folder),
  "A folder that is not empty": async (folder) => {
    writeFileSync(join(folder, "a.txt"), "");
    return said("init", folder);
  },
  "A file that is there already": on({}, "export", "csv", "--out", "package.json"),
  "An export that is not there": on({}, "export", "cvs", "--out", "never-made"),
  "Nothing built yet": (folder) => faultOf(() => serve(folder)),
  "A place that is not known": placing("mapp", "s"),
  "A study that is not published": placing("map", "t"),
  "An input that a place does not know": placing("map", "s", 'data-set="dimensions=2"'),
  "A work that is not in the references": async (folder) => {
    const path = join(folder, "references.bib");
    writeFileSync(path, "@misc{gower1968, title={Adding a point}}");
    return faultOf(() => readBibliography(path).cite(["gower1986"]));
  }
};
