import {existsSync} from "node:fs";
import {basename, join, resolve} from "node:path";
import {Command} from "commander";
import type {Effects} from "../loaders/effects.js";
import {exampleModelsPath, examplePath} from "../loaders/init/exampleAnswers.js";
import {makeReport, requireEmpty} from "../loaders/init/makeReport.js";
import {packVantage} from "../loaders/init/packVantage.js";
import type {Beginning, ReportFacts} from "../loaders/init/reportFacts.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {importLogs, type LogOptions, readingOptions} from "./import.js";
import {importText} from "./importText.js";
import {printNext, printResult} from "./output.js";
import {packageVersion} from "./packageVersion.js";
import {studyNamedAfter} from "./studyFolders.js";
import {terminalEffects} from "./terminalEffects.js";
import type {Ask} from "./terminalQuestions.js";

interface Wishes {
  readonly from?: string;
  readonly embedded?: boolean;
  readonly title?: string;
  readonly license?: string;
}

interface Options extends Wishes, LogOptions {
  readonly format?: string;
  readonly json?: boolean;
}

/**
 * `vantage init <dir>`: a report of one's own, in a folder that builds at once.
 *
 * @param ask asks for what the flags do not say; absent where nobody is there to answer
 * @param pack puts the package into a folder
 */
export function initCommand(ask?: Ask, pack = packVantage): Command {
  return readingOptions(new Command("init"))
    .description("start a report of your own: a repository that builds at once on your answers")
    .argument("<dir>", "a folder that is new or empty")
    .option(
      "--from <path>",
      "log file or folder, of any format import knows; made-up answers if none"
    )
    .option(
      "--embedded",
      "begin with Vantage's own small language model under several contexts, asked by the build"
    )
    .option("--format <name>", "the logs' format, found out if left out")
    .option("--title <title>", "what the report is called")
    .option("--license <license>", "what the report may be used under, e.g. CC-BY-4.0")
    .option("--json", "what was made as JSON")
    .addHelpText("after", ownModel)
    .action(async (directory: string, options: Options) => {
      requireSense(options);
      await requireEmpty(directory);
      const wishes = ask ? await askedWishes(options, directory, ask) : options;
      const effects = terminalEffects();
      const facts = factsOf(directory, wishes);
      const files = await makeReport(directory, facts, {
        importInto: (study, report) => importInto(study, report, {...options, ...wishes}, effects),
        pack: (vendor) => {
          effects.log(`package: packing Vantage ${facts.version} into the report`);
          return pack(vendor);
        }
      });
      const text = `${facts.title}: ${files.length} files in ${directory}`;
      printResult({directory: resolve(directory), ...facts, files}, text, options.json);
      const isHere = resolve(directory) === process.cwd();
      printNext(...(isHere ? [] : [`cd ${shellWord(directory)}`]), "npm install", "npm start");
    });
}

/** The flags, and for those not given what people answer; an empty answer leaves the default. */
export async function askedWishes(flags: Wishes, directory: string, ask: Ask): Promise<Wishes> {
  const from = flags.embedded ? undefined : (flags.from ?? (await ask(whereFrom)));
  const embedded = flags.embedded ?? from === "embedded";
  const title =
    flags.title ??
    (await ask(`Title (Enter: ${defaultTitle(directory, beginning({from, embedded}))})?`));
  const license =
    flags.license ?? (await ask("License of the report, e.g. CC-BY-4.0 (Enter: later)?"));
  return {
    from: embedded ? undefined : from || undefined,
    embedded,
    title: title || undefined,
    license
  };
}

const ownModel = `
Answers of a model of yours: record them with a tool that asks, then --from the log. A row an answer
will do: JSONL or CSV with model_id, query_text, response_text and, if asked more than once, replicate.`;

const whereFrom =
  "Log file or folder (Enter: made-up answers; the word embedded: Vantage's own small model)?";

/** Vantage asks no model but its own: a user who names one is told how its answers come in. */
function requireSense({from, embedded, model}: Options): void {
  const refuse = (message: string) => new LoaderError(`init: ${message}`, {exitCode: 2});
  if (from !== undefined && embedded)
    throw refuse(`--from and --embedded must not both be given; got --from ${from}`);
  if (model !== undefined && from === undefined)
    throw refuse(
      `--model names the model of logs and must come with --from; got ${model} alone (Vantage asks no model but its own, see --embedded: record answers with a tool of yours, then give the log)`
    );
}

function beginning({from, embedded}: Wishes): Beginning {
  if (embedded) return "embedded";
  return from ? "logs" : "example";
}

function factsOf(directory: string, wishes: Wishes): ReportFacts {
  const {from, title, license = ""} = wishes;
  const begins = beginning(wishes);
  const name = basename(resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return {
    name: name.replace(/^-|-$/g, "") || "report",
    study: from === undefined ? begins : studyNamedAfter(resolve(from)),
    title: (title ?? defaultTitle(directory, begins)).replace(/\s+/g, " ").trim(),
    license: license.replace(/\s+/g, " ").trim(),
    version: packageVersion(),
    begins,
    logs: from === undefined ? "" : basename(resolve(from))
  };
}

function defaultTitle(directory: string, begins: Beginning): string {
  return begins === "logs" ? basename(resolve(directory)) : titles[begins];
}

const titles = {
  example: "An example, to be replaced",
  embedded: "One small model, twelve contexts"
};

async function importInto(study: string, report: string, options: Options, effects: Effects) {
  if (options.embedded) return;
  const {from = join(report, examplePath), format} = options;
  if (!existsSync(from))
    throw new LoaderError(`init: --from must be a file or folder; got ${from}`, {exitCode: 2});
  const words = format === undefined ? [from] : [format, from];
  const own = options.from === undefined ? {covariates: join(report, exampleModelsPath)} : {};
  const imported = await importLogs(words, {...options, ...own, study}, effects);
  effects.log(importText(imported));
}
