import {Command, InvalidArgumentError} from "commander";
import type {Effects} from "../loaders/effects.js";
import {serve} from "../loaders/site/serve.js";
import {siteOutput} from "../loaders/site/siteOutput.js";
import {siteRoot} from "../loaders/site/siteRoot.js";
import {buildWithProgress} from "./build.js";
import {publishStudies} from "./data.js";
import {siteStudies} from "./onSite.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage start`: data, site, and a server on this machine alone, until interrupted. */
export function startCommand(): Command {
  return new Command("start")
    .description("bring data up to date, build the site and serve it on this machine")
    .option("--port <number>", "port to serve on; another free one if it is taken", port, 3000)
    .option("--base <path>", "path to serve below", base, "/")
    .option("--frozen", "serve the site as it was built last")
    .action(async ({port, base, frozen}: StartOptions) => {
      const effects = terminalEffects();
      const folder = frozen ? siteOutput(siteRoot(process.cwd())) : await prepare();
      await serveUntilStopped(folder, {port, base}, effects);

      async function prepare() {
        await publishStudies(siteStudies(), effects);
        return (await buildWithProgress(effects)).folder;
      }
    });
}

interface StartOptions {
  readonly port: number;
  readonly base: string;
  readonly frozen?: boolean;
}

/** Serves a built site on this machine alone and prints the address of `page`, until interrupted. */
export async function serveUntilStopped(
  folder: string,
  {port, base, page = ""}: {readonly port: number; readonly base: string; readonly page?: string},
  effects: Effects
): Promise<void> {
  const served = await serve(folder, {port, base});
  process.stdout.write(`${served.url}${page}\n`);
  effects.log("serving on this machine alone; stop with Ctrl-C");
  await interrupted();
  await served.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

/** A port given on the command line. */
export function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65536) return value;
  throw new InvalidArgumentError(`--port must be an integer from 0 to 65535; got ${text}`);
}

function base(text: string): string {
  if (/^\/([\w.~-]+\/)*$/.test(text)) return text;
  throw new InvalidArgumentError(`--base must begin and end with a slash; got ${text}`);
}
