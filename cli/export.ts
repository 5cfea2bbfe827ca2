import {Command} from "commander";
import type {Effects} from "../loaders/effects.js";
import {exportCsv} from "../loaders/export/exportCsv.js";
import {exportEmbeddingAtlas} from "../loaders/export/exportEmbeddingAtlas.js";
import {exportLlmComparator} from "../loaders/export/exportLlmComparator.js";
import {exportNpy} from "../loaders/export/exportNpy.js";
import type {ExportReport} from "../loaders/export/exportReport.js";
import {DomainError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {suggestion} from "../src/lib/schema/nearestName.js";
import {printNext, printResult} from "./output.js";
import {packageVersion} from "./packageVersion.js";
import {terminalEffects} from "./terminalEffects.js";

interface Options {
  readonly study: string;
  readonly out: string;
  readonly force?: boolean;
  readonly spreadsheet?: boolean;
  readonly models?: readonly string[];
  readonly json?: boolean;
}

interface Format {
  readonly about: string;
  readonly write: (options: Options, effects: Effects) => Promise<ExportReport>;
  readonly next: (options: Options) => string;
}

const space = ({study}: Options) => `vantage run space --study ${shellWord(study)}`;
const target = ({out, force = false}: Options) => ({out, force});

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    "embedding-atlas",
    {
      about: "a Parquet file, a row an answer, with principal coordinates of the answers' vectors",
      write: (options, effects) => {
        const to = {...target(options), version: packageVersion()};
        return exportEmbeddingAtlas(options.study, to, effects);
      },
      next: ({out}) =>
        `embedding-atlas ${shellWord(out)} --text response --x projection_x --y projection_y`
    }
  ],
  [
    "npy",
    {
      about: "a folder of NumPy arrays (queries, replicates, width), one a model, and index.json",
      write: (options, effects) => exportNpy(options.study, target(options), effects),
      next: space
    }
  ],
  [
    "csv",
    {
      about: "a folder of answers.csv, models.csv and scores.csv",
      write: (options, effects) => {
        const to = {...target(options), spreadsheet: options.spreadsheet ?? false};
        return exportCsv(options.study, to, effects);
      },
      next: space
    }
  ],
  [
    "llm-comparator",
    {
      about: "a JSON file of two models side by side, which --models names",
      write: (options, effects) => {
        const to = {...target(options), models: options.models ?? []};
        return exportLlmComparator(options.study, to, effects);
      },
      next: space
    }
  ]
]);

/** `vantage export ‹format›`: a study's answers and vectors for other programs. */
export function exportCommand(): Command {
  const list = [...formats].map(([name, {about}]) => `${name} (${about})`).join("; ");
  return new Command("export")
    .description("write a study's answers, vectors and coordinates for other programs")
    .argument("<format>", list)
    .requiredOption("--study <dir>", "the study's folder")
    .requiredOption("--out <path>", "the file or folder to write, which must not exist yet")
    .option("--force", "replace an earlier export")
    .option(
      "--spreadsheet",
      "csv: put a single quote before text that begins with = + - @, tab or carriage return, which spreadsheets would run as a formula"
    )
    .option(
      "--models <id>",
      "llm-comparator: one of the two models; give the option twice",
      (id: string, earlier: readonly string[] = []) => [...earlier, id]
    )
    .option("--json", "what was written as JSON")
    .action(async (name: string, options: Options) => {
      const format = formatOf(name, options);
      const report = await format.write(options, terminalEffects());
      printResult(report, textOf(report), options.json);
      printNext(format.next(options));
    });
}

function formatOf(name: string, {spreadsheet, models}: Options): Format {
  const found = formats.get(name);
  const names = [...formats.keys()];
  if (!found) {
    const got = `${JSON.stringify(name)}${suggestion(name, names)}`;
    throw new DomainError(
      `export: format must be one of ${names.join(", ")}; got ${got}`,
      "FORMAT"
    );
  }
  if (spreadsheet && name !== "csv")
    throw new DomainError(`export: format must be csv with --spreadsheet; got ${name}`, "FORMAT");
  if (models && name !== "llm-comparator") {
    const expected = "export: format must be llm-comparator with --models";
    throw new DomainError(`${expected}; got ${name}`, "FORMAT");
  }
  return found;
}

function textOf({format, out, files, rows, notes}: ExportReport): string {
  const what = files.length > 0 ? `${rows} answers in ${files.length} files` : `${rows} answers`;
  return [`${format}: ${what} in ${out}`, ...notes.map((note) => `  ${note}`)].join("\n");
}
