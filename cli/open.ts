import {existsSync} from "node:fs";
import {join} from "node:path";
import {Command} from "commander";
import {siteRoot} from "../loaders/site/siteRoot.js";
import {studyId} from "../loaders/study/readStudy.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {buildWithProgress} from "./build.js";
import {publishStudies} from "./data.js";
import {importLogs, type LogOptions, logOptions, namedLogs} from "./import.js";
import {importText} from "./importText.js";
import {siteStudies} from "./onSite.js";
import {port, serveUntilStopped} from "./start.js";
import {studyNamedAfter} from "./studyFolders.js";
import {terminalEffects} from "./terminalEffects.js";

interface Options extends LogOptions {
  readonly study?: string;
  readonly port: number;
}

/** `vantage open [format] <path…>`: from logs to a live map, in one command. */
export function openCommand(): Command {
  return logOptions(new Command("open"))
    .description("import logs, make their pages and serve the live map on this machine")
    .option(
      "--study <dir>",
      "the study's folder; data/studies/<name of the first path> if left out"
    )
    .option("--port <number>", "port to serve on; another free one if it is taken", port, 3000)
    .action(async (words: string[], options: Options) => {
      const effects = terminalEffects();
      const study = options.study ?? defaultStudy(namedLogs(words).paths);
      const id = studyId(study);
      const [folder] = siteStudies(study);
      const report = await importLogs(words, {...options, study}, effects);
      effects.log(importText(report));
      effects.log(`study: ${shellWord(study)} (study.json and models.csv are there to fill in)`);
      await publishStudies(folder ? [folder] : [], effects);
      const {folder: site} = await buildWithProgress(effects);
      const page = explorePage(site, id);
      if (page === "")
        effects.log("this site has no page s/[study]/explore: here is its first page");
      await serveUntilStopped(site, {port: options.port, base: "/", page}, effects);
    });
}

/** The address of a study's page in a built site; empty where sites of one's own have none. */
export function explorePage(site: string, id: string): string {
  return existsSync(join(site, "s", id, "explore.html")) ? `s/${id}/explore` : "";
}

/** A study of the site one stands in, named after the first file or folder. */
function defaultStudy(paths: readonly string[]): string {
  return join(siteRoot(process.cwd()), "data", "studies", studyNamedAfter(paths[0] ?? ""));
}
