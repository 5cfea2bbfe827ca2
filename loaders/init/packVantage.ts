import {execFile} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {LoaderError} from "../../src/lib/core/errors.js";

const execute = promisify(execFile);

/** The folder of the package this file runs from, and whether it is one of sources. */
function packageFolder(): {readonly folder: string; readonly isSource: boolean} {
  const above = fileURLToPath(new URL("../..", import.meta.url));
  const isSource = existsSync(join(above, "cli", "main.ts"));
  return {folder: isSource ? above : join(above, ".."), isSource};
}

/**
 * Packs the Vantage that runs into a folder. Sources are compiled for it first (`prepack`); an
 * installed package is packed as it lies, since what compiles it is not there. Asks no network.
 *
 * @throws LoaderError with npm's last words
 */
export async function packVantage(into: string): Promise<void> {
  const {folder, isSource} = packageFolder();
  await mkdir(into, {recursive: true});
  const args = ["pack", "--pack-destination", into, ...(isSource ? [] : ["--ignore-scripts"])];
  // On Windows npm is a script, which only a shell starts.
  const shell = process.platform === "win32";
  try {
    await execute("npm", args, {cwd: folder, maxBuffer: 1 << 26, shell});
  } catch (error) {
    const {stderr = "", message} = error as Error & {stderr?: string};
    const words = (stderr || message).trimEnd().split("\n").slice(-5).join("\n");
    throw new LoaderError(`init: npm must be able to pack ${folder}; got\n${words}`);
  }
}
