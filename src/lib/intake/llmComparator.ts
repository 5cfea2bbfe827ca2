import {contentText} from "./contentText.js";
import {idOfText} from "./draftRows.js";
import {FirstSeen} from "./firstSeen.js";
import {
  asRecord,
  atRecord,
  invalidFile,
  type JsonRecord,
  jsonText,
  type LocatedRecord,
  readJson
} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeNote, IntakeRow, ScoreDraft} from "./types.js";

/** The metric of LLM Comparator's score: positive where a model's answer beats the other's. */
export const llmComparatorMetric = "llm_comparator";

/**
 * LLM Comparator's file: JSON of two `models` and `examples`, each an `input_text` with the answers
 * `output_text_a` and `output_text_b`. A query is known by its text, its category is the first tag.
 * `score` (A − B) becomes a score of A, and negated of B. Raters' scores, rationales and custom
 * fields are noted and left out. A second example of one `input_text` is refused: whether it is
 * another question or another try, the file does not say.
 */
export const llmComparator: Importer = {
  name: "llm-comparator",
  detect: (_path, head) =>
    /^\ufeff?\s*\{/.test(head) &&
    /"(models|metadata)"\s*:/.test(head) &&
    /"examples"\s*:\s*\[/.test(head) &&
    /"(input_text|output_text_[ab])"\s*:/.test(head)
      ? "examples with input_text"
      : undefined,
  async *parse(file) {
    const root = asRecord(await readJson(file), file.path);
    const pair = pairOf(root.models, file.path);
    if (!Array.isArray(root.examples))
      throw invalidFile(file.path, "examples must be an array", jsonText(root.examples));
    const seen = new FirstSeen("input_text");
    for (const [i, example] of root.examples.entries()) {
      const where = atRecord(file.path, i);
      const found = () => ({record: asRecord(example, where), where});
      const rows = attempt(where, () => intake(found(), pair, seen));
      if (isRefusal(rows)) yield rows;
      else yield* rows;
    }
  }
};

type Pair = readonly [string, string];

function pairOf(models: unknown, path: string): Pair {
  if (!Array.isArray(models) || models.length !== 2)
    throw invalidFile(path, "models must be two", jsonText(models).slice(0, 80));
  const [a, b] = models.map((model: unknown, i) =>
    nameOf(asRecord(model, path), `${path}#models[${i}]`)
  );
  if (a === undefined || b === undefined || a === b)
    throw invalidFile(path, "models must have different names", jsonText(a));
  return [a, b];
}

function nameOf({name}: JsonRecord, where: string): string {
  if (typeof name === "string" && name.trim() !== "") return name;
  throw invalidFile(where, "name must be text", jsonText(name));
}

function intake({record, where}: LocatedRecord, pair: Pair, seen: FirstSeen): IntakeRow[] {
  const input = contentText(record.input_text, where, "input_text");
  const query_text = input.text ?? "";
  if (query_text.trim() === "")
    throw invalidFile(where, "input_text must not be blank", jsonText(record.input_text));
  const tags = tagsOf(record.tags, where);
  const query = {query_text, category: tags[0] ?? null};
  const outputs = (["output_text_a", "output_text_b"] as const).map((field) =>
    contentText(record[field], where, field)
  );
  const answers = outputs.map(({text}, i): IntakeRow => {
    const model_id = pair[i] as string;
    return {
      kind: "response",
      model_id,
      query,
      replicate: 0,
      response_text: text,
      source_ref: where
    };
  });
  const scores = scoresOf(record.score, query_text, pair, where);
  seen.add([query_text], where);
  const chunks = [input, ...outputs].flatMap(({ignored}) => ignored);
  return [...answers, ...scores, ...notes(record, tags, chunks, pair[0])];
}

function tagsOf(tags: unknown, where: string): readonly string[] {
  const list = tags ?? [];
  if (Array.isArray(list) && list.every((tag) => typeof tag === "string")) return list;
  throw invalidFile(where, "tags must be a list of texts", jsonText(tags).slice(0, 80));
}

function scoresOf(score: unknown, query_text: string, pair: Pair, where: string): ScoreDraft[] {
  if (score === null || score === undefined) return [];
  if (typeof score !== "number")
    throw invalidFile(where, "score must be a number", jsonText(score));
  const query_id = idOfText(query_text);
  // 0 − x, because −0 is no score anyone gave.
  return [score, 0 - score].map((value, i) => ({
    kind: "score",
    model_id: pair[i] as string,
    query_id,
    replicate: 0,
    metric: llmComparatorMetric,
    filter: null,
    value,
    higher_is_better: true
  }));
}

const leftOut = ["individual_rater_scores", "rationale_list", "custom_fields"] as const;

/** What of an example no table holds. They are of both models, and stand with the first. */
function notes(
  record: JsonRecord,
  tags: readonly string[],
  chunks: readonly string[],
  model_id: string
): IntakeNote[] {
  const note = (code: string, detail: string) => ({kind: "note" as const, code, model_id, detail});
  return [
    ...leftOut
      .filter((field) => !isEmpty(record[field]))
      .map((field) => note("FIELD_IGNORED", field)),
    ...tags.slice(1).map((tag) => note("TAG_IGNORED", tag)),
    ...chunks.map((type) => note("CHUNK_IGNORED", `chunks of type ${type}`))
  ];
}

function isEmpty(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}
