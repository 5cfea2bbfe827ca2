import {readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {sha256} from "../../../src/lib/core/sha256.js";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import {logFormats} from "../../../src/lib/intake/formats.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {SourceFile} from "../../../src/lib/intake/types.js";
import {noteCounts, recorded, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";

const spec = {
  method: "generation",
  instructions: "Answer.",
  input_prefix: "Q: ",
  output_prefix: "A:",
  max_train_instances: 2,
  num_outputs: 2,
  model: "acme/aster-7b",
  temperature: 0.7,
  max_tokens: 9,
  stop_sequences: ["\n"]
};
const references = [
  {output: {text: "2"}, tags: ["correct"]},
  {output: {text: "4"}, tags: []}
];
const instance = {id: "q1", split: "test", input: {text: "Name a prime."}, references};
const request = {prompt: "Q: Name a prime.\nA:", temperature: 0.7, num_completions: 2};
const completion = (text: string, rest: object = {}) => ({text, logprob: -1, tokens: [], ...rest});
const result = (...completions: readonly object[]) => ({
  success: true,
  completions,
  request_datetime: 1709208000
});
const state = (fields: object = {}) => ({
  instance,
  train_trial_index: 0,
  request,
  result: result(completion("Seven."), completion("2")),
  ...fields
});

const name = "probe:subject=primes,model=acme_aster-7b";
const json = (path: string, value: unknown) => sourceFile(path, JSON.stringify(value));

function run(
  states: readonly object[],
  more: {readonly folder?: string; readonly spec?: object; readonly name?: string} = {},
  files: Readonly<Record<string, unknown>> = {}
): SourceFile[] {
  const folder = more.folder ?? "runs/v1/a";
  const adapter_spec = {...spec, ...more.spec};
  return [
    json(`${folder}/scenario_state.json`, {adapter_spec, request_states: states}),
    json(`${folder}/run_spec.json`, {name: more.name ?? name, adapter_spec}),
    ...Object.entries(files).map(([file, value]) => json(`${folder}/${file}`, value))
  ];
}

async function imported(files: readonly SourceFile[]) {
  const {answers, companions} = await assignFormats(files, logFormats);
  const tables = await buildTables(readFiles(answers, {files}));
  const answered = tables.responses.map((r) => [r.query_id, r.replicate, r.response_text]);
  const refused = refusalLines(tables);
  return {...tables, answered, refused, notes: noteCounts(tables), companions};
}

const id = "probe:subject=primes/q1";

describe("helm", () => {
  it("reads completions as replicates", async () => {
    const later = state({train_trial_index: 1, result: result(completion("3"), completion("5"))});
    const found = await imported(run([state(), later]));
    expect(found.models).toEqual(["acme/aster-7b"]);
    expect(found.queries).toMatchObject([
      {
        query_id: id,
        query_text: "Name a prime.",
        dataset: "probe:subject=primes",
        target: "2"
      }
    ]);
    expect(found.answered.map(([, replicate, text]) => [replicate, text])).toEqual([
      [0, "Seven."],
      [1, "2"],
      [2, "3"],
      [3, "5"]
    ]);
    expect(found.responses[0]).toMatchObject({
      params: '{"temperature":0.7,"num_completions":2}',
      prompt_hash: sha256(request.prompt),
      created_at: "2024-02-29T12:00:00Z",
      source_ref: "runs/v1/a/scenario_state.json#record 1"
    });
    expect(found.companions).toHaveLength(1);
    expect([found.refused, found.notes]).toEqual([[], []]);
  });

  it("counts trials of other seeds", async () => {
    const seeded = (random: unknown) => ({request: {...request, random}});
    const trials = {spec: {num_trials: 2}};
    const states = [state(), state(seeded("1")), state({...seeded("1"), train_trial_index: 1})];
    const found = await imported(run([...states, state(seeded("x"))], trials));
    expect(found.answered.map(([, replicate]) => replicate)).toEqual([0, 1, 2, 3, 6, 7]);
    expect(found.refused[0]).toContain("random must be the number of one of 2 trials");
  });

  it("tells how the model was asked", async () => {
    const {setups} = await imported(run([state()]));
    const affixes = ["", "", "", "", "Q: ", "", "", "", "", "\n", "A:", ""];
    expect(setups.map((each) => [each.name, each.value])).toEqual([
      ["harness", "helm"],
      ["few_shot", "2"],
      ["prompt_template", sha256(JSON.stringify(["generation", "Answer.", ...affixes]))],
      ["max_tokens", "9"],
      ["temperature", "0.7"],
      ["stop", '["\\n"]']
    ]);
    expect(setups[0]?.dataset).toBe("probe:subject=primes");
  });

  it("takes a perturbed instance for another", async () => {
    const typos = {
      ...instance,
      input: {text: "Nmae a prime."},
      perturbation: {name: "misspelling", prob: 0.1}
    };
    const stats = (perturbation?: object) => ({
      instance_id: "q1",
      train_trial_index: 0,
      ...(perturbation ? {perturbation} : {}),
      stats: [{name: {name: "exact_match", split: "test"}, count: 1, mean: perturbation ? 0 : 1}]
    });
    const found = await imported(
      run(
        [state(), state({instance: typos})],
        {},
        {
          "per_instance_stats.json": [stats(), stats({name: "misspelling", prob: 0.1})]
        }
      )
    );
    expect(found.queries.map(({query_id}) => query_id)).toEqual([id, `${id}#misspelling`]);
    expect(found.scores.map((s) => [s.query_id, s.replicate, s.metric, s.value])).toEqual([
      [id, 0, "exact_match", 1],
      [`${id}#misspelling`, 0, "exact_match", 0]
    ]);
  });

  it("keeps reasoning out, and knows failures and cut answers", async () => {
    const thought = completion("7", {
      thinking: {text: "Is 7 prime?"},
      finish_reason: {reason: "length"}
    });
    const failed = {success: false, error: "timed out", completions: []};
    const other = {...instance, id: "q2", input: {text: "Name another."}};
    const unmade = {...instance, id: "q3", input: {text: "And another."}};
    const found = await imported(
      run([
        state({result: result(thought)}),
        state({instance: other, result: failed, prompt_truncated: true}),
        {instance: unmade, train_trial_index: 0, request}
      ])
    );
    expect(found.responses.map((r) => [r.response_text, r.status, r.finish_reason])).toEqual([
      ["7", "truncated", "length"],
      ["", "error", null]
    ]);
    expect(JSON.stringify(found)).not.toContain("Is 7 prime?");
    expect(found.notes).toEqual([
      ["ANSWER_PART_LEFT_OUT", "thinking", 1],
      ["REQUEST_FAILED", "timed out", 1],
      ["PROMPT_TRUNCATED", "prompts cut to fit", 1],
      ["NO_ANSWER", "rows without an answer", 1]
    ]);
  });

  it("reads scores of what was answered", async () => {
    const stat = (metric: string, rest: object) => ({name: {name: metric, split: "test"}, ...rest});
    const rows = [
      {instance_id: "q1", train_trial_index: 0, stats: [stat("f1", {mean: 0.5}), stat("co2", {})]},
      {instance_id: "q9", train_trial_index: 0, stats: [stat("f1", {mean: 0.5})]},
      {instance_id: "q1", train_trial_index: 0, stats: [{name: {}}]}
    ];
    const found = await imported(run([state()], {}, {"per_instance_stats.json": rows}));
    expect(found.scores).toEqual([
      {
        model_id: "acme/aster-7b",
        query_id: id,
        replicate: 0,
        metric: "f1",
        filter: null,
        value: 0.5,
        higher_is_better: null
      }
    ]);
    expect(found.notes).toEqual([
      ["SCORE_WITHOUT_MEAN", "co2", 1],
      ["SCORE_WITHOUT_ANSWER", "instances without an answer", 1]
    ]);
    expect(found.refused).toEqual([
      "runs/v1/a/per_instance_stats.json#record 3: stats[].name.name must be text; got undefined"
    ]);
  });

  it("refuses bad records and reads the rest", async () => {
    const states = [
      state(),
      state({instance: {...instance, id: undefined}}),
      state({instance: {...instance, id: "q2", input: {}}}),
      state({instance: {...instance, id: "q3", perturbation: {prob: 1}}}),
      state({instance: {...instance, id: "q4"}, result: {success: true}}),
      state({instance: {...instance, id: "q5"}, reference_index: 1}),
      state({train_trial_index: 600})
    ];
    const {responses, refused} = await imported(run(states));
    expect(responses).toHaveLength(2);
    expect(
      refused.map((line) => line.replace("runs/v1/a/scenario_state.json#", "")).sort()
    ).toEqual([
      "record 2: instance id must be text; got nothing",
      "record 3: instance.input.text must not be blank; got nothing",
      'record 4: perturbation must have a name; got {"prob":1}',
      "record 5: result.completions must hold answers; got nothing",
      "record 6: method must ask once for an instance, or be multiple_choice_separate; got reference_index 1",
      "record 7: replicates must be below 1000; got 1200"
    ]);
  });

  it("refuses a later run that asks in another way, whole", async () => {
    const other = {folder: "runs/v1/b", name: `${name},stop=none`, spec: {stop_sequences: []}};
    const again = {folder: "runs/v2/a"};
    const found = await imported([
      ...run([state()]),
      ...run([state()], other),
      ...run([state()], again)
    ]);
    expect(found.responses).toHaveLength(2);
    expect(found.refused).toEqual([
      "runs/v1/b/scenario_state.json: acme/aster-7b must be asked probe:subject=primes in one way, here that of runs/v1/a/scenario_state.json; got a run that differs in stop_sequences"
    ]);
    expect(found.notes).toEqual([["REPEATED", "equal answers", 2]]);
  });

  it("goes without run_spec.json, not without a model", async () => {
    const [alone] = run([state()], {folder: "probe:model=acme_aster-7b"});
    const found = await imported(alone ? [alone] : []);
    expect(found.queries[0]?.query_id).toBe("probe/q1");
    const bare = json("runs/a/scenario_state.json", {request_states: [state()]});
    expect((await imported([bare])).refused).toEqual([
      "runs/a/scenario_state.json: adapter_spec.model must be named; got nothing"
    ]);
    const [, other] = run([], {folder: "runs/a", spec: {model: "acme/iris"}});
    const [first] = run([state()], {folder: "runs/a"});
    const both = await imported(first && other ? [first, other] : []);
    expect(both.refused[0]).toContain("model must be acme/iris, as in run_spec.json");
  });

  it("refuses files too large to read", async () => {
    const large = {...run([state()])[0], size: 2 ** 28 + 1} as SourceFile;
    const head = {...large, bytes: async () => new TextEncoder().encode('{"adapter_spec":')};
    expect((await imported([head])).refused[0]).toContain("file must be at most 256 MiB");
  });
});

const option = (reference_index: number, logprob: number, rest: object = {}) => {
  const text = `Name a prime. ${references[reference_index]?.output.text}`;
  const asked = {...request, prompt: text, num_completions: 1, echo_prompt: true};
  const answer = {result: result(completion(text, {logprob})), request: asked};
  return state({reference_index, request_mode: "original", ...answer, ...rest});
};

describe("helm's choices", () => {
  const separate = {spec: {method: "multiple_choice_separate_original"}};
  const predicted = (fields: object) => [{instance_id: "q1", train_trial_index: 0, ...fields}];
  const choices = '[{"text":"2","logprob":-3},{"text":"4","logprob":-2}]';
  const states = [option(1, -2), option(0, -3)];

  it("takes what HELM predicted, by number or text", async () => {
    for (const fields of [{reference_index: 0}, {predicted_text: "Name a prime. 2"}]) {
      const files = {"display_predictions.json": predicted(fields)};
      const found = await imported(run(states, separate, files));
      expect(found.answered).toEqual([[id, 0, "2"]]);
      expect(found.responses[0]?.choices).toBe(choices);
      expect([found.notes, found.refused]).toEqual([[], []]);
    }
    const stats = [{name: {name: "predicted_index", split: "test"}, mean: 0}];
    const files = {"per_instance_stats.json": predicted({stats})};
    expect((await imported(run(states, separate, files))).answered).toEqual([[id, 0, "2"]]);
  });

  it("takes the likeliest where nothing was predicted, and says so", async () => {
    const found = await imported(run(states, separate));
    expect(found.answered).toEqual([[id, 0, "4"]]);
    expect(found.responses[0]?.choices).toBe(choices);
    expect(found.notes).toEqual([
      ["CHOICE_BY_LOGPROB", "the likeliest reference stands for the prediction", 1]
    ]);
    const asked = ["Name a prime. 2", "Name a prime. 4"];
    expect(found.responses[0]?.prompt_hash).toBe(sha256(JSON.stringify(asked)));
  });

  it("refuses incomplete and calibrated choices", async () => {
    const lacking = await imported(run([option(1, -2)], separate));
    expect(lacking.refused[0]).toContain(
      "each of 2 references must be asked about once; got reference_index 1"
    );
    const calibration = option(0, -9, {request_mode: "calibration"});
    const calibrated = await imported(run([...states, calibration], separate));
    expect(calibrated.refused[0]).toContain("a calibrated choice must be predicted");
    const failed = option(0, -3, {result: {success: false, completions: []}});
    const {responses} = await imported(run([option(1, -2), failed], separate));
    expect(responses.map((r) => [r.response_text, r.status])).toEqual([["", "error"]]);
  });
});

const fixtures = process.env.VANTAGE_FIXTURES;

describe.skipIf(fixtures === undefined)("helm on a real run (VANTAGE_FIXTURES)", () => {
  it("reads ten instances and their scores", async () => {
    const root = fixtures ?? "";
    const [folder = ""] = readdirSync(join(root, "formats", "helm"));
    const names = readdirSync(join(root, "formats", "helm", folder));
    const found = await imported(names.map((each) => recorded(root, `helm/${folder}/${each}`)));
    expect(found.models).toEqual(["openai/gpt2"]);
    expect(found.queries).toHaveLength(10);
    expect(found.responses).toHaveLength(10);
    expect(found.scores).toHaveLength(250);
    expect(found.refused).toEqual([]);
    expect(found.companions).toHaveLength(4);
    expect(found.notes).toEqual([
      ["SCORE_WITHOUT_MEAN", "training_co2_cost", 10],
      ["SCORE_WITHOUT_MEAN", "training_energy_cost", 10]
    ]);
    expect(found.responses[0]).toMatchObject({
      query_id: "mmlu:subject=philosophy,method=multiple_choice_joint/id147",
      response_text: " D",
      choices: null
    });
    expect(found.queries[0]?.target).toBe("internalmeaning");
  });
});
