import {availableParallelism} from "node:os";
import {join} from "node:path";
import {Command} from "commander";
import {ensurePublished} from "../loaders/bringUpToDate.js";
import type {Effects} from "../loaders/effects.js";
import {openStudy} from "../loaders/study/openStudy.js";
import {runSweep, type SweepRow} from "../loaders/sweep/runSweep.js";
import {parseOver, type Settings, sweepGrid} from "../loaders/sweep/sweepGrid.js";
import {writeSweep} from "../loaders/sweep/writeSweep.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import type {StudyData} from "../src/lib/schema/studyData.js";
import {nodeThread} from "../src/worker/nodeHands.js";
import {openWorker} from "../src/worker/openWorker.js";
import {knownWorkflow} from "./knownWorkflow.js";
import {printNext, printResult} from "./output.js";
import {packageVersion} from "./packageVersion.js";
import {readParams} from "./readParams.js";
import {collect, parseJobs, parseSettings} from "./run.js";
import {sweepSummary} from "./sweepSummary.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage sweep ‹workflow›`: many runs, a tidy table. */
export function sweepCommand(): Command {
  return new Command("sweep")
    .description("run an analysis over a grid of inputs; a tidy Parquet or CSV, a row for each run")
    .argument("<workflow>", "the analysis")
    .requiredOption("--study <directory>", "the study's folder")
    .requiredOption("--out <file>", "the table to write: .parquet or .csv")
    .option(
      "--over <key=values>",
      "an input and its values: a,b,c or 1..50 or [..]; repeat",
      collect,
      []
    )
    .option("--seeds <count>", "over seed=1..count")
    .option("--set <key=value>", "an input of every run; repeat for more", collect, [])
    .option("--params <file>", "inputs of every run, from JSON or an earlier run's result")
    .option("--jobs <count>", "threads (default: one a processor)", parseJobs)
    .option("--json", "the rows as JSON on stdout")
    .action(async (name: string, options: SweepOptions) => {
      const rows = await sweep(name, options, terminalEffects());
      const failed = rows.filter(({swept}) => swept.error !== null).length;
      printResult(rows, sweepSummary(rows), options.json);
      if (failed > 0)
        throw new LoaderError(
          `sweep: every run must succeed; got ${failed} of ${rows.length} that failed, named in ${options.out}`
        );
      printNext(`vantage run ${name} --study ${shellWord(options.study)} --trace`);
    });
}

interface SweepOptions {
  readonly study: string;
  readonly out: string;
  readonly over: readonly string[];
  readonly seeds?: string;
  readonly set: readonly string[];
  readonly params?: string;
  readonly jobs?: number;
  readonly json?: boolean;
}

async function sweep(name: string, options: SweepOptions, effects: Effects): Promise<SweepRow[]> {
  const {over, seeds, params, set, jobs = availableParallelism()} = options;
  const workflow = knownWorkflow("sweep", name);
  const runs = sweepGrid([...over, ...(seeds ? [`seed=1..${seeds}`] : [])].map(parseOver));
  const given = params === undefined ? {} : await readParams(params, name);
  const fixed = {...given, ...parseSettings(set)};
  const directory = await ensurePublished(options.study, effects);
  const study = await openStudy(directory);
  const rows = await runSweep({
    study,
    directory: options.study,
    workflow,
    fixed,
    runs,
    jobs,
    openSession: () => sessionOn(study, directory),
    progress: (done, total) => effects.progress("runs", done, total)
  });
  await writeSweep(options.out, rows, manifestOf(study, name, fixed, over));
  return rows;
}

/** A thread with the study's tables. */
function sessionOn(study: StudyData, directory: string) {
  const {loadTable: _, ...published} = study;
  const files = study.tables.map(({file}) => [file, join(directory, file)]);
  return openWorker(() => nodeThread("node"), published, Object.fromEntries(files), {threads: 1});
}

function manifestOf(study: StudyData, workflow: string, fixed: Settings, over: readonly string[]) {
  const {id, data, embedder, tables} = study;
  const made = tables.map(({file, encoding, hash}) => ({file, encoding, hash}));
  return {
    vantage: packageVersion(),
    study: id,
    workflow,
    fixed,
    over,
    data,
    tables: made,
    embedder_id: embedder.id
  };
}
