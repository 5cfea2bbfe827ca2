import {existsSync} from "node:fs";
import {copyFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {Command} from "commander";
import type {Effects} from "../loaders/effects.js";
import {readQueryTexts} from "../loaders/import/readQueryTexts.js";
import {askedModelsPath, askedPath} from "../loaders/init/askedFiles.js";
import {questions} from "../loaders/init/askPlan.js";
import {askServer} from "../loaders/init/askServer.js";
import {exampleModelsPath, examplePath} from "../loaders/init/exampleAnswers.js";
import {makeReport, requireEmpty} from "../loaders/init/makeReport.js";
import {packVantage} from "../loaders/init/packVantage.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {importLogs, type LogOptions, readingOptions} from "./import.js";
import {importText} from "./importText.js";
import {askedWishes, factsOf, requireSense, type Wishes} from "./initWishes.js";
import {printNext, printResult} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";
import type {Ask} from "./terminalQuestions.js";

interface Options extends Wishes, Omit<LogOptions, "model"> {
  readonly format?: string;
  readonly model: readonly string[];
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
      "--server <address>",
      "ask the models of a server that speaks OpenAI's chat API, e.g. http://127.0.0.1:11434/v1, twelve questions or those of --queries"
    )
    .option(
      "--embedded",
      "begin with Vantage's own small language model under several contexts, asked by the build"
    )
    .option(
      "--model <name>",
      "with --server, a model to ask, as often as wanted (else those it lists, 8 at most); with --from, the model of logs that do not say",
      (name: string, before: readonly string[]) => [...before, name],
      []
    )
    .option("--format <name>", "the logs' format, found out if left out")
    .option("--title <title>", "what the report is called")
    .option("--license <license>", "what the report may be used under, e.g. CC-BY-4.0")
    .option("--json", "what was made as JSON")
    .addHelpText("after", ownModel)
    .action(async (directory: string, options: Options) => {
      requireSense(options, options.model);
      await requireEmpty(directory);
      const wishes = ask ? await askedWishes(options, directory, ask) : options;
      const effects = terminalEffects();
      const facts = factsOf(directory, wishes);
      const files = await makeReport(directory, facts, {
        fill: (study, report) => fill(study, report, {...options, ...wishes}, effects),
        kept: () => effects.log(keptText(directory)),
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

const ownModel = `
A model of yours: --server asks one that is served (Ollama, GPT4All, llama.cpp, LM Studio, vLLM …) twelve
questions, or those of --queries; a key it wants is taken from OPENAI_API_KEY. Answers of other tools:
--from their log, or JSONL or CSV with model_id, query_text, response_text and, if asked more than once,
replicate.`;

/** Answers into a study. @returns what the study is to be described as, if that is known */
async function fill(study: string, report: string, options: Options, effects: Effects) {
  const {from, server, embedded, model, queries} = options;
  if (embedded) return undefined;
  if (server !== undefined) {
    const texts = queries === undefined ? questions : await readQueryTexts(queries);
    const asking = {address: server, models: model, questions: texts};
    const description = await askServer(report, asking, effects);
    // In the order in which they were asked, whoever answered first.
    await copyFile(join(report, askedModelsPath), join(study, "models.csv"));
    await importInto(study, join(report, askedPath), askedModels(report), effects);
    return description;
  }
  if (from === undefined) {
    const own = {covariates: join(report, exampleModelsPath)};
    await importInto(study, join(report, examplePath), own, effects);
  } else await importInto(study, from, {...options, model: model[0]}, effects);
  return undefined;
}

function askedModels(report: string): LogOptions & {format: string} {
  return {covariates: join(report, askedModelsPath), format: "generic"};
}

async function importInto(
  study: string,
  from: string,
  options: LogOptions & {readonly format?: string},
  effects: Effects
): Promise<void> {
  if (!existsSync(from))
    throw new LoaderError(`init: --from must be a file or folder; got ${from}`, {exitCode: 2});
  const words = options.format === undefined ? [from] : [options.format, from];
  effects.log(importText(await importLogs(words, {...options, study}, effects)));
}

/** How to go on with answers that came before a failure. */
function keptText(directory: string): string {
  const path = (name: string) => shellWord(join(directory, name));
  return `answers that came are kept in ${path(askedPath)}; a report on them: npx vantage init ${shellWord(`${directory}-2`)} --from ${path(askedPath)} --covariates ${path(askedModelsPath)}`;
}
