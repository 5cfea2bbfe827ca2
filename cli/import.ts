import {existsSync, readFileSync} from "node:fs";
import {Command} from "commander";
import type {Effects} from "../loaders/effects.js";
import {type ImportReport, importStudy} from "../loaders/import/importStudy.js";
import {importers} from "../loaders/import/readAnswers.js";
import {readQueryTexts} from "../loaders/import/readQueryTexts.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {type ColumnMap, checkedColumnMap, parseColumnMap} from "../src/lib/intake/columnMap.js";
import {parseJson} from "../src/lib/intake/readJson.js";
import {importText} from "./importText.js";
import {printNext, printResult} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";

/** What a command line says of the logs to read, beside where they are. */
export interface LogOptions {
  readonly covariates?: string;
  readonly map?: string;
  readonly filter?: string;
  readonly model?: string;
  readonly asModel?: string;
  readonly queries?: string;
  readonly replace?: boolean;
}

interface Options extends LogOptions {
  readonly study: string;
  readonly preview?: boolean;
  readonly json?: boolean;
}

/** `vantage import [format] <path…>`: logs into the tables of a study. */
export function importCommand(): Command {
  return logOptions(new Command("import"))
    .description("read recorded answers into a study's tables")
    .requiredOption("--study <dir>", "the study's folder, made if need be")
    .option(
      "--preview",
      "show five rows, the coverage and what would be added or replaced, write nothing"
    )
    .option("--json", "the report as JSON")
    .action(async (words: string[], options: Options) => {
      const report = await importLogs(words, options, terminalEffects());
      printResult(report, importText(report), options.json);
      if (options.preview) printNext("the same without --preview");
      else printNext(`vantage embed --study ${shellWord(options.study)}`);
    });
}

/** Adds the words and options that say which logs to read and how. */
export function logOptions(command: Command): Command {
  const formats = formatNames().join(", ");
  const words = `files and folders; before them, if wanted, one of ${formats}`;
  return readingOptions(command.argument("<words...>", words))
    .option("--model <id>", "the model, for logs that do not say")
    .option("--replace", "where an answer differs from the study's, take the new one");
}

/** Adds the options that say how to read logs, but for `--model`. */
export function readingOptions(command: Command): Command {
  return command
    .option("--covariates <file>", "CSV joined to the models by model_id, else model")
    .option("--map <map>", "generic: field=column,… or a JSON file of such pairs")
    .option("--as-model <id>", "take reference answers for those of a model of this name")
    .option(
      "--queries <file>",
      "CSV or JSONL of query_id and query_text, for logs that hold ids only"
    )
    .option("--filter <filter>", "only rows that pass, e.g. \"dataset = 'koala'\"");
}

/** Imports the logs a command line names, with progress. */
export async function importLogs(
  words: readonly string[],
  options: LogOptions & {readonly study: string; readonly preview?: boolean},
  {progress}: Pick<Effects, "progress">
): Promise<ImportReport> {
  const {format, paths} = namedLogs(words);
  const map = options.map === undefined ? undefined : columnMap(options.map);
  const queryTexts = options.queries ? await readQueryTexts(options.queries) : undefined;
  return importStudy({...options, format, paths, map, queryTexts}, (done, total) =>
    progress("bytes read", done, total)
  );
}

/** The format that a first word may name, and the paths. */
export function namedLogs(words: readonly string[]) {
  const [first = "", ...rest] = words;
  const isFormat = rest.length > 0 && formatNames().includes(first);
  return isFormat ? {format: first, paths: rest} : {format: undefined, paths: words};
}

function formatNames(): string[] {
  return importers().map(({name}) => name);
}

function columnMap(text: string): ColumnMap {
  if (!existsSync(text)) return parseColumnMap(text);
  return checkedColumnMap(parseJson(readFileSync(text, "utf8"), text));
}
