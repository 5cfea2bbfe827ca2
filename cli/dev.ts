import {Command} from "commander";
import {runFramework} from "../loaders/site/buildSite.js";
import {placeDatabase} from "../loaders/site/placeDatabase.js";
import {siteRoot} from "../loaders/site/siteRoot.js";
import {publishStudies} from "./data.js";
import {siteStudies, withdraw} from "./onSite.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage dev`: published files brought up to date, then pages that follow edits. */
export function devCommand(): Command {
  return new Command("dev")
    .description("bring data up to date and preview the site; pages follow edits")
    .option("--study <dir>", "bring only this study up to date")
    .option("--port <number>", "port of the preview")
    .action(async ({study, port}: {study?: string; port?: string}) => {
      const effects = terminalEffects();
      await publishStudies(siteStudies(study), effects);
      await withdraw(siteRoot(process.cwd()), effects);
      await placeDatabase(siteRoot(process.cwd()));
      const args = ["preview", "--no-open", ...(port === undefined ? [] : ["--port", port])];
      await runFramework(siteRoot(process.cwd()), args, effects.log);
    });
}
