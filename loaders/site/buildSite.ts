import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {rename, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {basename, dirname, join} from "node:path";
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";
import {LoaderError} from "../../src/lib/core/errors.js";
import {checkSite} from "./checkSite.js";
import {finishSite} from "./finishSite.js";
import {placeDatabase} from "./placeDatabase.js";
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
  onLine: (line: string) => void = () => undefined,
  output = siteOutput(root)
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...frameworkCommand(), ...args], {
      cwd: root,
      env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true", VANTAGE_OUTPUT: output},
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
 * well proves nothing. It is built beside its folder and takes its place at the end, so that a build
 * that fails leaves the earlier site as it was.
 *
 * @param root folder of `observablehq.config.ts`; its `output` is `siteOutput(root)`
 * @param address where the site will stand, for previews of links to it
 * @throws LoaderError naming each fault
 */
export async function buildSite(
  root: string,
  onLine?: (line: string) => void,
  address?: string
): Promise<{readonly folder: string; readonly pages: number}> {
  const folder = siteOutput(root);
  const building = `${folder}.${process.pid}.building`;
  const shown = (line: string) => onLine?.(line.replaceAll(basename(building), basename(folder)));
  try {
    await placeDatabase(root);
    await runFramework(root, ["build"], shown, building);
    const pages = await finishSite(building, {dataRoot: join(root, "src", "data"), address});
    await requireSound(building);
    await takePlace(building, folder);
    return {folder, pages};
  } finally {
    await rm(building, {recursive: true, force: true});
  }
}

async function requireSound(folder: string): Promise<void> {
  const faults = await checkSite(folder);
  if (faults.length === 0) return;
  const list = faults.map(({file, fault}) => `${file}: ${fault}`).join("\n");
  throw new LoaderError(`build: the site must have no faults; got ${faults.length}\n${list}`);
}

/** A folder with content cannot be renamed onto; the earlier one steps aside first. */
async function takePlace(built: string, folder: string): Promise<void> {
  const earlier = `${built}.earlier`;
  if (existsSync(folder)) await rename(folder, earlier);
  await rename(built, folder);
  await rm(earlier, {recursive: true, force: true});
}
