import {DomainError} from "../lib/core/errors.js";
import {suggestion} from "../lib/schema/nearestName.js";
import type {DistanceTable, StudyData} from "../lib/schema/studyData.js";
import {studyDefaults} from "../lib/schema/studyDefaults.js";
import {createGraph, type Graph} from "../runtime/graph.js";
import type {Hands} from "../runtime/jobs.js";
import {normalizeInputs} from "../runtime/normalizeInputs.js";
import type {CellProgress, TraceEntry} from "../runtime/trace.js";
import {plainResult} from "./plainResult.js";
import {workflows} from "./registry.js";
import type {RunResult} from "./results.js";

/** Who runs an analysis: its version for the manifest, a clock for `timing`, other threads if any. */
export interface RunHost {
  readonly version: string;
  readonly now: () => number;
  /** other threads for resampling */
  readonly hands?: Hands;
  /** lets waiting messages in; without it other threads are not heard */
  readonly pause?: () => Promise<void>;
  /** told some ten times a second by cells that say how far they are */
  readonly onProgress?: (progress: CellProgress) => void;
  /** told of every run of a cell */
  readonly onTrace?: (entry: TraceEntry) => void;
  /** given the graph once it runs, e.g. to end a long cell early */
  readonly onGraph?: (graph: Graph) => void;
}

/**
 * One headless run of a named analysis: the cells a page runs, to the end.
 *
 * @param given inputs by name, as strings or values; those left out come from the study's defaults
 * @throws DomainError for an unknown analysis or input, or what a cell refuses
 */
export async function runWorkflow(
  study: StudyData,
  name: string,
  given: Readonly<Record<string, unknown>>,
  host: RunHost
): Promise<RunResult> {
  const workflow = workflows.get(name);
  if (!workflow)
    throw new DomainError(
      `run: workflow must be one of ${[...workflows.keys()].join(", ")}; got ${name}${suggestion(name, workflows.keys())}`,
      "INPUT"
    );
  const inputs = normalizeInputs(workflow, studyDefaults(study.defaults, name), given);
  const record = inputs as Record<string, unknown>;
  const {version, onGraph, ...observed} = host;
  const graph = createGraph(workflow, study, record, {studyKey: study.id, ...observed});
  onGraph?.(graph);
  try {
    const result = plainResult(await graph.value("result"));
    const table = (await graph.value("table")) as DistanceTable;
    const {warnings, timing} = graph.report();
    const stages = Object.fromEntries(
      [...workflow.cells.values()].map((cell) => [cell.name, cell.version])
    );
    return {
      workflow: name,
      study: study.id,
      inputs: record,
      result,
      warnings,
      manifest: {
        vantage: version,
        data: study.data,
        tables: {encoding: table.encoding, hash: table.hash},
        embedder_id: study.embedder.id,
        seed: Number(record.seed ?? study.seed),
        stages
      },
      timing
    };
  } finally {
    graph.dispose();
  }
}
