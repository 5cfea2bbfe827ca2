import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {root} from "../repo/sources.js";
import {run} from "./command.js";
import {oneAtATime} from "./oneAtATime.js";

export const quiet = ["--no-audit", "--no-fund", "--prefer-offline"];

/** An environment in which Node asks nobody. */
export const blocked = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(root, "test/package/blockNetwork.mjs")).href}`
};

/** Packs the project into a folder with a `package.json`, and installs the tarball there. */
export async function installPacked(folder: string, flags: readonly string[] = []): Promise<void> {
  const words = ["pack", "--json", "--pack-destination", folder];
  const packed = await oneAtATime(() => run(root, "npm", words));
  const [{filename}] = JSON.parse(packed.slice(packed.indexOf("[\n")));
  await run(folder, "npm", ["install", ...quiet, ...flags, join(folder, filename)]);
}
