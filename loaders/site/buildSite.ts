import {spawn} from "node:child_process";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";
import {LoaderError} from "../../src/lib/core/errors.js";
import {checkSite} from "./checkSite.js";
import {finishSite} from "./finishSite.js";
import {siteOutput} from "./siteOutput.js";

/** Framework's command line and our loader of TypeScript, wherever one stands and whatever PATH says. */
function frameworkCommand(): string[] {
  const {resolve} = createRequire(import.meta.url);
  const entry = resolve("@observablehq/framework/package.json");
  const bin = join(dirname(entry), "dist", "bin", "observable.js");
  return ["--import", pathToFileURL(resolve("tsx")).href, bin];
}

/** A verb of Framework with its telemetry off. @throws LoaderError with its last lines if it fails */
export function runFramework(
  root: string,
  args: readonly string[],
  onLine: (line: string) => void = () => undefined
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...frameworkCommand(), ...args], {
      cwd: root,
      env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true"},
      stdio: ["inherit", "pipe", "pipe"]
    });
    const last: string[] = [];
    for (const input of [child.stdout, child.stderr])
      createInterface({input}).on("line", (line) => {
        last.push(line);
        if (last.length > 12) last.shift();
        onLine(line);
      });
    // A preview is ended by a signal to us, and must not outlive it.
    let stopped = false;
    const stop = (signal: NodeJS.Signals) => {
      stopped = args[0] === "preview";
      child.kill(signal);
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      if (code === 0 || stopped) resolve();
      else
        reject(
          new LoaderError(`build: framework must end with 0; got ${code}\n${last.join("\n")}`)
        );
    });
  });
}

/**
 * Build the static site from what is published, finish its pages, and check it: a build that ends
 * well proves nothing.
 *
 * @param root folder of `observablehq.config.ts`; its `output` is `siteOutput(root)`
 * @throws LoaderError naming each fault
 */
export async function buildSite(
  root: string,
  onLine?: (line: string) => void
): Promise<{readonly folder: string; readonly pages: number}> {
  const folder = siteOutput(root);
  await runFramework(root, ["build"], onLine);
  const pages = await finishSite(folder);
  const faults = await checkSite(folder);
  if (faults.length > 0) {
    const list = faults.map(({file, fault}) => `${file}: ${fault}`).join("\n");
    throw new LoaderError(`build: the site must have no faults; got ${faults.length}\n${list}`);
  }
  return {folder, pages};
}
