import {existsSync, readFileSync} from "node:fs";
import {Command} from "commander";
import {importStudy} from "../loaders/import/importStudy.js";
import {importers} from "../loaders/import/readAnswers.js";
import {readQueryTexts} from "../loaders/import/readQueryTexts.js";
import {type ColumnMap, checkedColumnMap, parseColumnMap} from "../src/lib/intake/columnMap.js";
import {parseJson} from "../src/lib/intake/readJson.js";
import {importText} from "./importText.js";
import {printNext, printResult, shellWord} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";

interface Options {
  readonly study: string;
  readonly covariates?: string;
  readonly map?: string;
  readonly filter?: string;
  readonly model?: string;
  readonly asModel?: string;
  readonly queries?: string;
  readonly replace?: boolean;
  readonly preview?: boolean;
  readonly json?: boolean;
}

/** `vantage import [format] <path…>`: logs into the tables of a study. */
export function importCommand(): Command {
  const formats = importers().map(({name}) => name);
  return new Command("import")
    .description("read recorded answers into a study's tables")
    .argument(
      "<words...>",
      `files and folders; before them, if wanted, one of ${formats.join(", ")}`
    )
    .requiredOption("--study <dir>", "the study's folder, made if need be")
    .option("--covariates <file>", "CSV joined to the models by model_id, else model")
    .option("--map <map>", "generic: field=column,… or a JSON file of such pairs")
    .option("--model <id>", "the model, for logs that do not say")
    .option("--as-model <id>", "take reference answers for those of a model of this name")
    .option(
      "--queries <file>",
      "CSV or JSONL of query_id and query_text, for logs that hold ids only"
    )
    .option("--filter <filter>", "only rows that pass, e.g. \"dataset = 'koala'\"")
    .option("--replace", "where an answer differs from the study's, take the new one")
    .option(
      "--preview",
      "show five rows, the coverage and what would be added or replaced, write nothing"
    )
    .option("--json", "the report as JSON")
    .action(async (words: string[], options: Options) => {
      const named = words.length > 1 && formats.includes(words[0] ?? "");
      const [format, paths] = named ? [words[0], words.slice(1)] : [undefined, words];
      const {progress} = terminalEffects();
      const map = options.map === undefined ? undefined : columnMap(options.map);
      const queryTexts = options.queries ? await readQueryTexts(options.queries) : undefined;
      const report = await importStudy(
        {...options, format, paths, map, queryTexts},
        (done, total) => progress("files", done, total)
      );
      printResult(report, importText(report), options.json);
      if (options.preview) printNext("the same without --preview");
      else printNext(`vantage embed --study ${shellWord(options.study)}`);
    });
}

function columnMap(text: string): ColumnMap {
  if (!existsSync(text)) return parseColumnMap(text);
  return checkedColumnMap(parseJson(readFileSync(text, "utf8"), text));
}
