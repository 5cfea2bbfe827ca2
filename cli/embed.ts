import {Command} from "commander";
import {embedStudy} from "../loaders/bringUpToDate.js";
import {printNext, printResult, shellWord} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage embed`: vectors for every answer that has none yet. */
export function embedCommand(): Command {
  return new Command("embed")
    .description("embed every answer that has no vector yet; can be stopped and resumed")
    .requiredOption("--study <dir>", "the study's folder")
    .option("--json", "the count as JSON")
    .action(async ({study, json}: {study: string; json?: boolean}) => {
      const embedded = await embedStudy(study, terminalEffects());
      printResult({embedded}, `${embedded} texts embedded`, json);
      printNext(`vantage run space --study ${shellWord(study)}`);
    });
}
