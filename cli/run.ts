import {availableParallelism} from "node:os";
import {Command} from "commander";
import {ensurePublished} from "../loaders/bringUpToDate.js";
import type {Effects} from "../loaders/effects.js";
import {writeAtomically} from "../loaders/store/writeAtomically.js";
import {openStudy} from "../loaders/study/openStudy.js";
import {DomainError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {studyDefaults} from "../src/lib/schema/studyDefaults.js";
import {normalizeInputs} from "../src/runtime/normalizeInputs.js";
import type {TraceEntry} from "../src/runtime/trace.js";
import {nodeHands, nodePause} from "../src/worker/nodeHands.js";
import {addressOfInputs} from "../src/workflows/inputAddress.js";
import {workflows} from "../src/workflows/registry.js";
import {type RunHost, runWorkflow} from "../src/workflows/run.js";
import {endEarly} from "./endEarly.js";
import {knownWorkflow} from "./knownWorkflow.js";
import {packageVersion} from "./packageVersion.js";
import {readParams} from "./readParams.js";
import {readUrl} from "./readUrl.js";
import {runSummary} from "./runSummary.js";
import {traceLines} from "./traceLines.js";

/** What `run` writes to and measures by. */
export interface RunEffects extends Effects {
  /** results, for people or machines */
  readonly print: (text: string) => void;
}

/** `vantage run ‹workflow›`: one headless run, the same cells as on a page. */
export function runCommand(effects: RunEffects): Command {
  return new Command("run")
    .description(`run an analysis headless: ${[...workflows.keys()].join(", ")}`)
    .argument("<workflow>", "the analysis")
    .requiredOption("--study <directory>", "the study's folder")
    .option("--set <key=value>", "an input of the analysis; repeat for more", collect, [])
    .option(
      "--params <file>",
      "inputs from JSON, or from an earlier run's result; --set goes first"
    )
    .option("--url <address>", "inputs from a page's address; over --params, under --set")
    .option("--jobs <count>", "threads for long resamplings (default: one a processor)", parseJobs)
    .option("--json", "print the whole result as JSON")
    .option("--out <file>", "write the JSON to a file")
    .option("--trace", "say which cells ran, why and how long")
    .action(async (workflow: string, options: RunOptions) => {
      const trace: TraceEntry[] = [];
      const onTrace = (entry: TraceEntry) => trace.push(entry);
      const {run, address, opened} = await runHeadless(workflow, options, effects, onTrace);
      const json = `${JSON.stringify(run, null, 2)}\n`;
      if (options.out !== undefined) await writeAtomically(options.out, json);
      effects.print(options.json ? json : runSummary(run, opened));
      if (options.trace) for (const line of traceLines(trace)) effects.log(line);
      if (address.search !== "") effects.log(`on a page: ${address.search}`);
      for (const note of address.notes) effects.log(`on a page: ${note}`);
      effects.log(`next: vantage run ${workflow} --study ${shellWord(options.study)} --json`);
    });
}

interface RunOptions {
  readonly study: string;
  readonly set: readonly string[];
  readonly params?: string;
  readonly url?: string;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly out?: string;
  readonly trace?: boolean;
}

async function runHeadless(
  name: string,
  {study, set, params, url, jobs}: RunOptions,
  effects: RunEffects,
  onTrace: (entry: TraceEntry) => void
) {
  const workflow = knownWorkflow("run", name);
  const kept = params === undefined ? {} : await readParams(params, name);
  const seen = url === undefined ? {} : readUrl(url, workflow, effects.log);
  const given = {...kept, ...seen, ...parseSettings(set)};
  const directory = await ensurePublished(study, effects);
  const hands = nodeHands((jobs ?? availableParallelism()) - 1, effects.log);
  const early = endEarly(effects.log);
  const host: RunHost = {
    version: packageVersion(),
    now: effects.now,
    hands,
    pause: nodePause,
    onTrace,
    onGraph: early.onGraph,
    onProgress(step) {
      early.onProgress(step);
      effects.progress(step.cell, step.done, step.total);
    }
  };
  try {
    const opened = await openStudy(directory);
    const run = await runWorkflow(opened, name, given, host);
    const published = normalizeInputs(workflow, studyDefaults(opened.defaults, name), {});
    return {run, opened, address: addressOfInputs(workflow, run.inputs, {...published})};
  } catch (error) {
    // The study is in order, so what was asked of it cannot be done: wrong usage.
    if (error instanceof DomainError) throw new DomainError(error.message, "INPUT");
    throw error;
  } finally {
    early.release();
    hands.close();
  }
}

/** @throws DomainError unless it is a whole number from 1 */
export function parseJobs(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 256) return count;
  throw new DomainError(
    `run: --jobs must be a whole number from 1 to 256; got ${JSON.stringify(text)}`,
    "INPUT"
  );
}

/** Gathers an option that may be given more than once. */
export const collect = (value: string, values: readonly string[]): string[] => [...values, value];

/** `key=value` pairs as inputs. @throws DomainError for a pair without "=" or a key given twice */
export function parseSettings(pairs: readonly string[]): Record<string, string> {
  const settings: Record<string, string> = Object.create(null);
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1)
      throw new DomainError(`run: --set must be key=value; got ${JSON.stringify(pair)}`, "INPUT");
    const key = pair.slice(0, at);
    if (key in settings)
      throw new DomainError(`run: --set ${key} must be given once; got two`, "INPUT");
    settings[key] = pair.slice(at + 1);
  }
  return settings;
}
