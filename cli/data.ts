import {Command} from "commander";
import {type BroughtUpToDate, bringUpToDate} from "../loaders/bringUpToDate.js";
import type {Effects} from "../loaders/effects.js";
import {publishClaims} from "../loaders/publish/publishClaims.js";
import {publishComparison} from "../loaders/publish/publishComparison.js";
import {publishDefaults} from "../loaders/publish/publishDefaults.js";
import {publishTrainer} from "../loaders/publish/publishTrainer.js";
import {siteRoot} from "../loaders/site/siteRoot.js";
import {afterData, withdraw} from "./onSite.js";
import {printNext, printResult} from "./output.js";
import {packageVersion} from "./packageVersion.js";
import {type StudyFolder, studyFolders} from "./studyFolders.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage data`: published files brought up to date. */
export function dataCommand(): Command {
  return new Command("data")
    .description("bring published files up to date: of one study, or of all under data/studies")
    .option("--study <dir>", "the study's folder")
    .option("--json", "the work done as JSON")
    .action(async ({study, json}: {study?: string; json?: boolean}) => {
      const [effects, folders] = [terminalEffects(), studyFolders(study)];
      const reports = await publishStudies(folders, effects);
      if (study === undefined) await withdraw(siteRoot(process.cwd()), effects);
      printResult(reports, reports.map(textOf).join("\n"), json);
      printNext(afterData(folders));
    });
}

/** What `vantage data` did for one study. */
export interface DataReport {
  readonly study: string;
  readonly kind: "answers" | "scores";
  readonly out: string;
  readonly work: BroughtUpToDate["work"];
  readonly results: Awaited<ReturnType<typeof publishDefaults>>;
}

/** Brings studies up to date, their default results included. */
export async function publishStudies(
  folders: readonly StudyFolder[],
  effects: Effects
): Promise<DataReport[]> {
  const reports: DataReport[] = [];
  for (const {directory, out} of folders) {
    const {published, work} = await bringUpToDate(directory, {out, effects});
    const results = await publishDefaults(directory, out, packageVersion(), effects);
    await publishComparison(directory, out, packageVersion(), effects);
    await publishTrainer(directory, out, effects);
    await publishClaims(directory, out, packageVersion(), effects);
    const kind = published.kind ?? "answers";
    reports.push({study: published.id, kind, out, work, results});
  }
  return reports;
}

function textOf({study, kind, out, work, results}: DataReport): string {
  const {collected, embedded, rows, tables} = work;
  const before = kind === "answers" ? `${collected} answers, ${embedded} vectors, ` : "";
  const made = `${before}${rows} distance rows, ${tables} tables`;
  const refused = results.refused.map(({workflow, why}) => `\n  no ${workflow}: ${why}`).join("");
  return `${study}: made ${made}, ${results.run.length} results in ${out}${refused}`;
}
