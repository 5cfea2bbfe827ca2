import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {inputsOfAddress} from "../workflows/inputAddress.js";
import {workflows} from "../workflows/registry.js";
import type {RunResult} from "../workflows/results.js";

/** Runs made by this process: a preview fills a page's places at every edit of it. */
const made = new Map<string, RunResult>();

/** The command line, from the sources and from the compiled package. */
const entry = ["../../bin/vantage.js", "../../../bin/vantage.js"]
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find(existsSync);

/**
 * The run of a place that has inputs of its own (`data-set="queryCount=10"`), as `vantage run` gives it: a
 * page's places are filled at once, and only another process can be waited for.
 *
 * @param folder of published files
 * @param key names their content
 * @param set inputs as in an address, over the study's defaults
 * @throws Error for what is no input of the analysis, or what it refuses
 */
export function placedRun(folder: string, key: string, name: string, set: string): RunResult {
  const id = [folder, key, name, set].join("\u0000");
  const known = made.get(id);
  if (known) return known;
  const run = runApart(folder, name, settingsOf(name, set));
  made.set(id, run);
  return run;
}

function settingsOf(name: string, set: string): string[] {
  const workflow = workflows.get(name);
  if (!workflow) throw new Error(`published: data-set needs an analysis; got ${name}`);
  const {given, notes} = inputsOfAddress(`?${set}`, workflow);
  if (notes.length > 0)
    throw new Error(`published: data-set must name inputs of ${name}; got ${notes.join("; ")}`);
  return Object.entries(given).flatMap(([input, text]) => ["--set", `${input}=${text}`]);
}

function runApart(folder: string, name: string, settings: readonly string[]): RunResult {
  const words = [entry ?? "", "run", name, "--study", folder, ...settings, "--json"];
  // What this process was started with (loaders, guards) is for it alone.
  const {status, stdout, stderr} = spawnSync(process.execPath, words, {
    encoding: "utf8",
    maxBuffer: 2 ** 30
  });
  if (status === 0) return JSON.parse(stdout);
  const said = stderr.trim().split("\n").at(-1) ?? "";
  throw new Error(`published: data-set must be inputs that ${name} takes; got "${said}"`);
}
