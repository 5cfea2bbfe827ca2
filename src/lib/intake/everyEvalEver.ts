import {type SeenSamples, sampleRows} from "./everyEvalEverSample.js";
import {aggregateRows} from "./everyEvalEverScores.js";
import {asRecord, readJson} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeContext} from "./types.js";

/**
 * Every Eval Ever, the shared schema of the EvalEval coalition (0.2): a JSON file of scores per
 * model and evaluation, and beside it JSON Lines of samples. Queries are known by evaluation and a
 * hash of what was asked and its references; `input.raw` may be a rendered prompt, so models asked
 * through different templates do not align. Conversations are noted, not read.
 */
export const everyEvalEver: Importer = {
  name: "every-eval-ever",
  detect: (path, head) => {
    const has = (...names: readonly string[]) => names.every((name) => head.includes(`"${name}"`));
    if (!has("schema_version", "evaluation_id")) return undefined;
    if (path.endsWith(".jsonl") && has("evaluation_name", "sample_id"))
      return "lines with evaluation_id and sample_id";
    if (path.endsWith(".json") && has("retrieved_timestamp"))
      return "evaluation_id with retrieved_timestamp";
    return undefined;
  },
  async *parse(file, context) {
    const seen = seenOf(context);
    if (file.path.endsWith(".json")) {
      yield* aggregateRows(asRecord(await readJson(file), file.path), file.path, seen.evaluations);
      return;
    }
    for await (const found of jsonLines(file)) {
      const rows = isRefusal(found)
        ? found
        : attempt(found.where, () => sampleRows(found, seen.samples));
      if (Array.isArray(rows)) yield* rows;
      else yield rows;
    }
  }
};

interface Seen {
  readonly samples: SeenSamples;
  /** the file that gave a model's score, by model and metric */
  readonly evaluations: Map<string, string>;
}

// One model's evaluation may lie in several files, so what was read is known to the whole import.
const seenIn = new WeakMap<IntakeContext, Seen>();

function seenOf(context: IntakeContext): Seen {
  const seen = seenIn.get(context) ?? {samples: new Map(), evaluations: new Map()};
  seenIn.set(context, seen);
  return seen;
}
