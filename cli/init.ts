import {existsSync} from "node:fs";
import {basename, join, resolve} from "node:path";
import {Command} from "commander";
import type {Effects} from "../loaders/effects.js";
import {examplePath} from "../loaders/init/exampleAnswers.js";
import {makeReport, requireEmpty} from "../loaders/init/makeReport.js";
import {packVantage} from "../loaders/init/packVantage.js";
import type {ReportFacts} from "../loaders/init/reportFacts.js";
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
    .description("start a report of your own: a repository that builds at once on your logs")
    .argument("<dir>", "a folder that is new or empty")
    .option(
      "--from <path>",
      "log file or folder, of any format import knows; made-up answers if none"
    )
    .option("--format <name>", "the logs' format, found out if left out")
    .option("--title <title>", "what the report is called")
    .option("--license <license>", "what the report may be used under, e.g. CC-BY-4.0")
    .option("--json", "what was made as JSON")
    .action(async (directory: string, options: Options) => {
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
  const from = flags.from ?? (await ask("Log file or folder (none: made-up answers)?"));
  const title = flags.title ?? (await ask(`Title (none: ${defaultTitle(directory, from)})?`));
  const license =
    flags.license ?? (await ask("License of the report, e.g. CC-BY-4.0 (none: later)?"));
  return {from: from || undefined, title: title || undefined, license};
}

function factsOf(directory: string, {from, title, license = ""}: Wishes): ReportFacts {
  const name = basename(resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return {
    name: name.replace(/^-|-$/g, "") || "report",
    study: from === undefined ? "example" : studyNamedAfter(resolve(from)),
    title: (title ?? defaultTitle(directory, from)).replace(/\s+/g, " ").trim(),
    license: license.replace(/\s+/g, " ").trim(),
    version: packageVersion(),
    ...(from === undefined ? {} : {logs: basename(resolve(from))})
  };
}

function defaultTitle(directory: string, from?: string): string {
  return from ? basename(resolve(directory)) : "An example, to be replaced";
}

async function importInto(study: string, report: string, options: Options, effects: Effects) {
  const {from = join(report, examplePath), format} = options;
  if (!existsSync(from))
    throw new LoaderError(`init: --from must be a file or folder; got ${from}`, {exitCode: 2});
  const words = format === undefined ? [from] : [format, from];
  const imported = await importLogs(words, {...options, study}, effects);
  effects.log(importText(imported));
}
