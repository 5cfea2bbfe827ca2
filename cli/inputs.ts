import {Command} from "commander";
import {readStudy} from "../loaders/study/readStudy.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {studyDefaults} from "../src/lib/schema/studyDefaults.js";
import {inputFacts, inputLines} from "./inputLines.js";
import {knownWorkflow} from "./knownWorkflow.js";
import {printNext, printResult} from "./output.js";

/** `vantage inputs ‹workflow›`: what an analysis may be told, and what it takes for granted. */
export function inputsCommand(): Command {
  return new Command("inputs")
    .description("list the inputs of an analysis, their defaults and what they do")
    .argument("<workflow>", "the analysis")
    .option("--study <directory>", "with this study's own defaults")
    .option("--json", "the inputs as JSON")
    .action(async (name: string, {study, json}: {readonly study?: string; json?: boolean}) => {
      const workflow = knownWorkflow("inputs", name);
      const defaults =
        study === undefined ? {} : studyDefaults((await readStudy(study)).spec.defaults, name);
      const inputs = inputFacts(workflow, defaults ?? {});
      printResult(inputs, inputLines(inputs).join("\n"), json);
      const where = study === undefined ? "<directory>" : shellWord(study);
      printNext(`vantage run ${name} --study ${where} --set <name>=<value>`);
    });
}
