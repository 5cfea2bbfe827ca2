import {deflateSync} from "fflate";
import {rawFrame, zipArchive} from "../lib/intake/zipArchive.js";

/** A file of a log as values, to be changed before it is written. */
export interface SeedFile {
  readonly path: string;
  /** lines and array: a JSON value each; whole: the first; rows: lists of cells; zip: entries */
  readonly kind: "lines" | "array" | "whole" | "csv" | "tsv" | "zip";
  readonly values: readonly unknown[];
}

/** A small valid log of a format. */
export interface Seed {
  readonly name: string;
  /** the importer it is for */
  readonly format: string;
  readonly files: readonly SeedFile[];
}

const file = (kind: SeedFile["kind"], path: string, ...values: readonly unknown[]): SeedFile => ({
  path,
  kind,
  values
});

const time = "2024-12-23T14-29-31.806745";
const user = {role: "user", content: "Name a prime."};
const said = (content: unknown) => ({role: "assistant", content});

const lmLine = (doc_id: number, more: object = {}) => ({
  doc_id,
  doc: {question: `Name prime ${doc_id}.`, answer: "2"},
  target: "2",
  arguments: {gen_args_0: {arg_0: "Q: Name a prime.\nA:", arg_1: {until: ["\n"]}}},
  resps: [["Seven.", "2"]],
  filter: "none",
  metrics: ["exact_match"],
  doc_hash: `${doc_id}`.repeat(64),
  exact_match: 0,
  ...more
});
const lmChoice = lmLine(3, {
  doc: {question: "Which is a prime?", choices: ["4", "5"]},
  arguments: {gen_args_0: {arg_0: "Q", arg_1: " A"}, gen_args_1: {arg_0: "Q", arg_1: " B"}},
  resps: [[["-2.5", "False"]], [["-1.5", "True"]]]
});
const lmResults = {
  results: {probe_x: {alias: "p", "exact_match,none": 0.5, "exact_match_stderr,none": 0.1}},
  configs: {probe_x: {doc_to_text: "Q", num_fewshot: 1, generation_kwargs: {temperature: 0}}},
  higher_is_better: {probe_x: {exact_match: true}},
  git_hash: "abc",
  model_name: "acme/a"
};

const everySample = (id: string) => ({
  schema_version: "0.2.1",
  evaluation_id: "probe/acme/a/1",
  model_id: "acme/a",
  evaluation_name: "probe",
  sample_id: id,
  interaction_type: "single_turn",
  input: {raw: `Name prime ${id}.`, reference: ["2"]},
  output: {raw: ["Seven."]},
  metadata: {stop_reason: "stop"},
  evaluation: {score: 0.5}
});
const everyResult = (evaluation_name: string) => ({
  evaluation_name,
  metric_config: {lower_is_better: true, metric_name: "m"},
  score_details: {score: 0.25},
  generation_config: {generation_args: {temperature: 0, prompt_template: "Q: {}"}}
});
const everyTop = {
  schema_version: "0.2.1",
  evaluation_id: "probe/acme/a/1",
  retrieved_timestamp: "1",
  model_info: {name: "a", id: "acme/a"},
  eval_library: {name: "lm_eval", version: "0.4"},
  evaluation_results: [everyResult("probe"), everyResult("other")]
};

const inspectTop = {
  version: 2,
  status: "success",
  eval: {
    task: "probe",
    model: "acme/a",
    model_generate_config: {temperature: 0.5, num_choices: 1},
    revision: {commit: "abc"}
  },
  plan: {config: {seed: null}}
};
const inspectSample = (id: unknown) => ({
  id,
  epoch: 1,
  input: [
    {role: "system", content: "Be short."},
    {...user, content: [{type: "text", text: "x?"}]}
  ],
  target: ["2"],
  messages: [{role: "system", content: "Be short."}, user, said("2")],
  output: {
    model: "a",
    completion: "2",
    choices: [{message: said([{type: "text", text: "2"}, {type: "image"}]), stop_reason: "stop"}]
  },
  scores: {match: {value: "C"}, both: {value: {a: 1, b: false}}},
  attachments: {}
});

const helmSpec = {method: "generation", model: "acme/a", num_trials: 1, max_train_instances: 2};
const helmState = (id: string, more: object = {}, logprob = -1) => ({
  instance: {
    id,
    input: {text: `Name prime ${id}.`},
    references: [
      {output: {text: "2"}, tags: ["correct"]},
      {output: {text: "4"}, tags: []}
    ]
  },
  train_trial_index: 0,
  request: {prompt: "Q", temperature: 0.7, num_completions: 1},
  result: {
    success: true,
    completions: [{text: "2", logprob, finish_reason: {reason: "length"}}],
    request_datetime: 1709208000
  },
  ...more
});
const helmStats = (instance_id: string) => ({
  instance_id,
  train_trial_index: 0,
  stats: [{name: {name: "f1", split: "test", sub_split: "x"}, count: 1, mean: 0.5}]
});
const failed = helmState("q3", {result: {success: false, error: "timed out", completions: []}});
const helmChoice = [0, 1].map((reference_index) =>
  helmState("q1", {reference_index, request_mode: "original"}, -reference_index)
);
const runs = "runs/v1/probe:subject=a,model=acme_a";

const arena = (uid: string, content: unknown) => ({
  uid,
  model: "a",
  messages: [{role: "system", content: "Be short."}, user, said(content)],
  tstamp: 1709208000.75
});
const old = {question_id: "q3c", model_id: "a", choices: [{index: 0, turns: [{content: "1"}]}]};
const mt = (question_id: unknown, turns: unknown) => ({
  question_id,
  model_id: "a",
  choices: [{index: 0, turns}],
  generate_params: {temperature: 0.1}
});

const batchLine = (custom_id: string, content: unknown, more: object = {}) => ({
  id: "b",
  custom_id,
  response: {
    status_code: 200,
    body: {
      model: "m/a",
      created: 951782400,
      system_fingerprint: "fp",
      choices: [{index: 0, message: said(content), finish_reason: "stop"}]
    }
  },
  error: null,
  ...more
});
const asked = (custom_id: string) => ({
  custom_id,
  method: "POST",
  url: "/v1/chat/completions",
  body: {model: "m", temperature: 0, messages: [user]}
});

const comparison = (input_text: unknown) => ({
  input_text,
  tags: ["T", "U"],
  output_text_a: "1",
  output_text_b: [{data: "2", type: "text"}, {type: "image"}],
  score: 0.5,
  individual_rater_scores: [{score: 1}],
  custom_fields: {}
});

const answer = (query_text: string, more: object = {}) => ({
  model_id: "a",
  query_text,
  response_text: "2",
  replicate: 0,
  dataset: "probe",
  status: "ok",
  time: 1,
  params: {t: 1},
  ...more
});
const columns = ["model_id", "query_text", "response_text", "replicate", "category"];
const dkps = ["dataset", "model", "instance_id", "query", "response", "target", "score"];

/** A seed of every format that can be read. */
export const intakeSeeds: readonly Seed[] = [
  {
    name: "alpacaeval",
    format: "alpacaeval",
    files: ["a", "b"].map((model) =>
      file(
        "array",
        `results/${model}/model_outputs.json`,
        ...["x?", "y?", "z?"].map((instruction) => ({instruction, output: "1", generator: "a"}))
      )
    )
  },
  {
    name: "lm-evaluation-harness",
    format: "lm-evaluation-harness",
    files: [
      file("lines", `out/a/samples_probe_x_${time}.jsonl`, lmLine(1), lmLine(2), lmChoice),
      file("whole", `out/a/results_${time}.json`, lmResults)
    ]
  },
  {
    name: "every-eval-ever",
    format: "every-eval-ever",
    files: [
      file("lines", "d/a.jsonl", everySample("1"), everySample("2"), everySample("1")),
      file("whole", "d/a.json", everyTop)
    ]
  },
  {
    name: "inspect json",
    format: "inspect",
    files: [
      file("whole", "l/a.json", {...inspectTop, samples: [inspectSample("q1"), inspectSample(2)]})
    ]
  },
  {
    name: "inspect archive",
    format: "inspect",
    files: [file("zip", "l/a.eval", inspectTop, inspectSample("q1"), inspectSample(2))]
  },
  {
    name: "helm",
    format: "helm",
    files: [
      file("whole", `${runs}/scenario_state.json`, {
        adapter_spec: helmSpec,
        request_states: [helmState("q1"), helmState("q2"), failed]
      }),
      file("whole", `${runs}/run_spec.json`, {
        name: "probe:model=acme_a",
        adapter_spec: helmSpec
      }),
      file("array", `${runs}/per_instance_stats.json`, helmStats("q1"), helmStats("q9"))
    ]
  },
  {
    name: "helm choices",
    format: "helm",
    files: [
      file("whole", `${runs}/scenario_state.json`, {
        adapter_spec: {...helmSpec, method: "multiple_choice_separate_original"},
        request_states: helmChoice
      }),
      file("array", `${runs}/display_predictions.json`, {instance_id: "q1", predicted_text: "2"})
    ]
  },
  {
    name: "arena-hard",
    format: "arena-hard",
    files: [
      file(
        "lines",
        "data/arena/model_answer/a.jsonl",
        arena("q1a", {answer: "2"}),
        arena("q2b", " "),
        old
      ),
      file(
        "lines",
        "data/arena/question.jsonl",
        {uid: "q1a", category: "hard", subcategory: "math", prompt: "Name a prime."},
        {question_id: "q3c", turns: [{content: "Count."}]}
      ),
      file("lines", "data/arena/model_judgment/j/a.jsonl", {
        uid: "q1a",
        model: "a",
        judge: "j",
        baseline: "b",
        games: [{score: "A>B"}, {score: "A>>B"}]
      })
    ]
  },
  {
    name: "mt-bench",
    format: "mt-bench",
    files: [
      file(
        "lines",
        "data/mt/model_answer/a.jsonl",
        mt(81, ["2", "3"]),
        mt("82", ["x"]),
        mt(82, ["y"])
      ),
      file(
        "lines",
        "data/mt/question.jsonl",
        {question_id: 81, category: "math", turns: ["Name a prime."], reference: ["2"]},
        {question_id: 82, category: "writing", turns: ["Say nothing.", "Again."]}
      ),
      file("lines", "data/mt/model_judgment/j_single.jsonl", {
        question_id: 81,
        model: "a",
        judge: ["j", "p"],
        score: 7,
        turn: 1
      }),
      file("lines", "data/mt/reference_answer/j.jsonl", mt(82, ["r"]))
    ]
  },
  {
    name: "openai-batch",
    format: "openai-batch",
    files: [
      file(
        "lines",
        "b/out.jsonl",
        batchLine("q1", "2"),
        batchLine("q2", [{type: "text", text: "a"}, {type: "audio"}]),
        batchLine("q3", "", {response: null, error: {code: "batch_expired", message: "late"}})
      ),
      file("lines", "b/in.jsonl", asked("q1"), asked("q2"))
    ]
  },
  {
    name: "llm-comparator",
    format: "llm-comparator",
    files: [
      file("whole", "c.json", {
        metadata: {},
        models: [{name: "a"}, {name: "b"}],
        examples: [comparison("x?"), comparison([{data: "y?", type: "text"}])]
      })
    ]
  },
  {
    name: "dkps-tsv",
    format: "dkps-tsv",
    files: [
      file(
        "tsv",
        "d.tsv",
        dkps,
        ["math", "m/a", "id1", "1+1?", "two", "2", "1.0"],
        ["math", "m/b", "id1", "1+1?", "", "2", "0"],
        ["math", "m/b", "id2", "And 2?", "four", "", ""]
      )
    ]
  },
  {
    name: "jsonl",
    format: "generic",
    files: [file("lines", "g/f.jsonl", answer("x?"), answer("y?"), answer("x?", {replicate: 1}))]
  },
  {name: "json", format: "generic", files: [file("array", "g/f.json", answer("x?"), answer("y?"))]},
  {
    name: "csv",
    format: "generic",
    files: [file("csv", "g/f.csv", columns, ["a", "x?", "1", "0", "c"], ["a", "y?", "2", "", "c"])]
  }
];

/** The bytes of an archive of a header and samples, entries stored, deflated and as Zstandard. */
export function archiveOf(texts: readonly string[], names: readonly string[]): Uint8Array {
  return zipArchive(
    texts.map((content, i) => {
      const name = names[i] ?? (i === 0 ? "header.json" : `samples/${i}_epoch_1.json`);
      if (i % 3 === 0 || content.length > 30_000)
        return {name, content, method: 8, packed: deflateSync(encode(content))};
      if (i % 3 === 1)
        return {name, content, method: 93, packed: Uint8Array.from(rawFrame(content))};
      return {name, content, method: 0};
    })
  );
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
