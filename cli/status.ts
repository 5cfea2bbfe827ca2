import {Command} from "commander";
import {type StageStatus, studyStatus} from "../loaders/study/studyStatus.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {afterData} from "./onSite.js";
import {printNext, printResult} from "./output.js";
import {packageVersion} from "./packageVersion.js";
import {type StudyFolder, studyFolders} from "./studyFolders.js";

/** `vantage status`: what is fresh, stale or missing, and why. */
export function statusCommand(): Command {
  return new Command("status")
    .description("what is fresh, stale or missing, and why; makes nothing")
    .option("--study <dir>", "the study's folder; else all under data/studies")
    .option("--json", "as JSON")
    .action(async ({study, json}: {study?: string; json?: boolean}) => {
      const folders = studyFolders(study);
      const all = await Promise.all(folders.map(withStages));
      printResult(all, all.map(textOf).join("\n"), json);
      const done = all.every(({stages}) => stages.every(({state}) => state === "fresh"));
      printNext(
        done ? afterData(folders) : `vantage data${study ? ` --study ${shellWord(study)}` : ""}`
      );
    });
}

interface Listed {
  readonly study: string;
  readonly stages: readonly StageStatus[];
}

async function withStages({directory, out}: StudyFolder): Promise<Listed> {
  return {study: directory, stages: await studyStatus(directory, out, packageVersion())};
}

function textOf({study, stages}: Listed): string {
  const lines = stages.map(
    ({stage, state, why}) => `  ${state.padEnd(8)}${stage}${why ? `: ${why}` : ""}`
  );
  return [study, ...lines].join("\n");
}
