import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import {logFormats} from "../../../src/lib/intake/formats.js";
import {lmEval} from "../../../src/lib/intake/lmEval.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {SourceFile} from "../../../src/lib/intake/types.js";
import {fixturesFolder} from "../dkps/alpacaEvalFixture.js";
import {sourceFile} from "./sourceFile.js";

const early = "2024-12-23T14-29-31.806745";
const late = "2024-12-24T09-00-00.000001";
const hashA = `aaaaaaaaaaaa${"0".repeat(52)}`;
const hashB = `bbbbbbbbbbbb${"0".repeat(52)}`;

function line(change: object = {}) {
  return {
    doc_id: 0,
    doc: {question: "Name a prime.", answer: "2"},
    target: "2",
    arguments: {gen_args_0: {arg_0: "Q: Name a prime.\nA:", arg_1: {until: ["\n"], a: 1}}},
    resps: [["Seven.", "2"]],
    filtered_resps: ["Seven."],
    filter: "none",
    metrics: ["exact_match"],
    doc_hash: hashA,
    prompt_hash: "p",
    exact_match: 0,
    ...change
  };
}

const jsonl = (...lines: readonly object[]) => lines.map((each) => JSON.stringify(each)).join("\n");
const samples = (folder: string, time: string, ...lines: readonly object[]) =>
  sourceFile(`out/${folder}/samples_probe_x_${time}.jsonl`, jsonl(...lines));
const results = (folder: string, time: string, content: object) =>
  sourceFile(`out/${folder}/results_${time}.json`, JSON.stringify({results: {}, ...content}));

async function imported(files: readonly SourceFile[], model?: string) {
  const {answers} = await assignFormats(files, logFormats);
  return buildTables(readFiles(answers, {files, ...(model ? {model} : {})}));
}

/** The tables of lines in one samples file. */
const tablesOf = (...lines: readonly object[]) =>
  imported([samples("acme__a", early, ...lines)], "acme/a");

const choice = (change: object = {}) =>
  line({
    doc: {question: "Which is a prime?", choices: ["4", "5"], answer: 1},
    arguments: {
      gen_args_0: {arg_0: "Q", arg_1: " A"},
      gen_args_1: {arg_0: "Q", arg_1: " B"}
    },
    resps: [[["-2.5", "False"]], [["-1.5", "True"]]],
    metrics: ["acc"],
    acc: true,
    ...change
  });

describe("lm-evaluation-harness", () => {
  it("knows its files", () => {
    const path = `out/a/samples_probe_${early}.jsonl`;
    expect(lmEval.detect(path, '{"doc_id": 0, "doc": {')).toContain("samples_");
    expect(lmEval.detect("out/a_probe.jsonl", '{"doc_id": 0, "resps": []')).toContain("resps");
    expect(lmEval.detect("out/a_probe.jsonl", '{"doc_id": 0')).toBeUndefined();
    expect(lmEval.detect(path, '{"id": 0}')).toBeUndefined();
    expect(lmEval.companion?.(`out/a/results_${early}.json`, '{"results": {}')).toBeDefined();
    expect(lmEval.companion?.("out/a/other.json", '{"results": {}')).toBeUndefined();
  });

  it("reads repeats before filters, and scores of every filter once", async () => {
    const tables = await tablesOf(
      line(),
      line({filter: "flexible", exact_match: true}),
      line({doc_id: 1, doc: {q: "b?", x: 1, gold: 3}, doc_hash: hashB, target: 3})
    );
    expect(
      tables.queries.map(({query_id, query_text, dataset, target}) => [
        query_id,
        query_text,
        dataset,
        target
      ])
    ).toEqual([
      ["probe_x/aaaaaaaaaaaa", "Name a prime.", "probe_x", "2"],
      ["probe_x/bbbbbbbbbbbb", '{"q":"b?","x":1}', "probe_x", "3"]
    ]);
    expect(tables.responses.slice(0, 2)).toMatchObject([
      {replicate: 0, response_text: "Seven.", prompt_hash: "p", params: '{"a":1,"until":["\\n"]}'},
      {
        replicate: 1,
        response_text: "2",
        source_ref: `out/acme__a/samples_probe_x_${early}.jsonl#line 1`
      }
    ]);
    expect(tables.responses).toHaveLength(4);
    expect(
      tables.scores.map(({query_id, metric, filter, value}) => [query_id, metric, filter, value])
    ).toEqual([
      ["probe_x/aaaaaaaaaaaa", "exact_match", "none", 0],
      ["probe_x/aaaaaaaaaaaa", "exact_match", "flexible", 1],
      ["probe_x/bbbbbbbbbbbb", "exact_match", "none", 0]
    ]);
    expect(tables.refused).toEqual([]);
  });

  it("answers multiple choice with the text of the most likely option", async () => {
    const {responses, scores} = await tablesOf(choice());
    expect(responses[0]?.response_text).toBe("5");
    expect(JSON.parse(responses[0]?.choices ?? "")).toEqual([
      {text: "4", logprob: -2.5, greedy: false},
      {text: "5", logprob: -1.5, greedy: true}
    ]);
    expect(responses[0]?.params).toBe("{}");
    expect(scores[0]?.value).toBe(1);
  });

  it.each([
    ["ARC's texts", {doc: {question: "?", choices: {text: ["4", "5"], label: ["A", "B"]}}}, "5"],
    ["continuations", {doc: {question: "?"}}, "B"],
    ["numbers, not text", {resps: [[[-1, true]], [[-2, false]]]}, "4"],
    ["impossible options", {resps: [[["-inf", "False"]], [["-9", "False"]]]}, "5"],
    [
      "older lists",
      {
        doc: {q: 1},
        arguments: [
          ["Q", " A"],
          ["Q", " B"]
        ]
      },
      "B"
    ],
    [
      "prompts that differ",
      {
        doc: {q: 1},
        arguments: [
          ["so A", " x"],
          ["so B", " x"]
        ]
      },
      "so B"
    ],
    [
      "options by themselves",
      {
        arguments: [
          ["Q", " A"],
          ["Q", " B"],
          ["", " A"],
          ["", " B"]
        ],
        resps: [[[-2, false]], [[-3, false]], [[-1, false]], [[-1, false]]]
      },
      "4"
    ]
  ])("finds options in %s", async (_, change, text) => {
    const {responses, refused} = await tablesOf(choice(change));
    expect(refused).toEqual([]);
    expect(responses.map((row) => row.response_text)).toEqual([text]);
  });

  it("marks what is no answer", async () => {
    const {responses, notes} = await tablesOf(
      line({resps: [[]]}),
      line({doc_id: 1, doc_hash: hashB, resps: [[""]]})
    );
    expect(responses.map(({status}) => status)).toEqual(["empty"]);
    expect(notes.map(({code, count}) => [code, count])).toEqual([["NO_ANSWER", 1]]);
  });

  it("hashes documents and prompts where the log does not", async () => {
    const {doc_hash: _, prompt_hash: __, ...bare} = line();
    const turned = {...bare, doc_id: 1, doc: {answer: "2", question: "Name a prime."}};
    const {queries, responses, notes} = await tablesOf(bare, turned);
    expect(queries).toHaveLength(1);
    expect(queries[0]?.query_id).toMatch(/^probe_x\/[0-9a-f]{12}$/);
    expect(responses[0]?.prompt_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(notes.map(({code}) => code)).toEqual(["DOC_REPEATED"]);
  });

  it("takes numbers for scores where metrics are not listed, and notes other values", async () => {
    const {metrics: _, filter: __, ...old} = line();
    expect((await tablesOf(old)).scores).toMatchObject([{metric: "exact_match", filter: null}]);
    const {scores, notes} = await tablesOf(line({metrics: ["constructor", "f1"], f1: [1, 2]}));
    expect(scores).toEqual([]);
    expect(notes.map(({detail}) => detail)).toEqual(["constructor", "f1"]);
  });

  it("refuses bad lines one by one, and likelihoods of given texts whole", async () => {
    const bad = [{resps: "x"}, {resps: [["a"], ["b"]]}, {resps: [[3]]}, {doc: 3}];
    const {refused, responses} = await tablesOf(
      line(),
      ...bad.map((each) => line({...each, doc_hash: hashB}))
    );
    expect(responses).toHaveLength(2);
    expect(refused.map(({source_ref, reason}) => `${source_ref.split("#")[1]}: ${reason}`)).toEqual(
      [
        'line 2: resps must be lists in a list; got "x"',
        "line 3: resps must hold one request per document; got 2",
        "line 4: resps must hold text or options; got 3",
        "line 5: row must be an object; got 3"
      ]
    );
    for (const change of [
      {resps: [[["-1.5", "True"]]]},
      {resps: [["-1"]], metrics: ["word_perplexity"]}
    ])
      expect((await tablesOf(line(change), line())).refused).toMatchObject([
        {reason: "resps must be answers or options; got the likelihood of a given text"}
      ]);
  });
});

describe("lm-evaluation-harness results", () => {
  const full = {
    model_name: "acme/a",
    git_hash: "abc",
    results: {
      probe_x: {
        alias: "x",
        "exact_match,none": 0.5,
        "exact_match_stderr,none": 0.1,
        "f1,none": "N/A"
      },
      group: {"acc,none": 0.25}
    },
    higher_is_better: {probe_x: {exact_match: true}},
    "n-shot": {probe_x: 0},
    configs: {
      probe_x: {
        doc_to_text: "Q: {{question}}",
        generation_kwargs: {until: ["\n"], temperature: 0, max_gen_toks: 64},
        dataset_kwargs: {revision: "r1"}
      }
    },
    system_instruction: "Be brief."
  };

  it("tell the model, how it was asked, and its scores", async () => {
    const tables = await imported([samples("lossy", early, line()), results("lossy", early, full)]);
    expect(tables.models).toEqual(["acme/a"]);
    const setups = tables.setups.map(({name, value}) => [name, value.slice(0, 22)]);
    expect(setups).toEqual([
      ["harness", "lm-evaluation-harness"],
      ["harness_commit", "abc"],
      ["prompt_template", expect.stringMatching(/^[0-9a-f]{22}$/)],
      ["system_prompt", expect.stringMatching(/^[0-9a-f]{22}$/)],
      ["few_shot", "0"],
      ["max_tokens", "64"],
      ["temperature", "0"],
      ["stop", '["\\n"]'],
      ["dataset_revision", "r1"]
    ]);
    expect(tables.scores).toMatchObject([
      {
        query_id: null,
        metric: "probe_x/exact_match",
        filter: "none",
        value: 0.5,
        higher_is_better: true
      },
      {query_id: null, metric: "group/acc", filter: "none", value: 0.25, higher_is_better: null},
      {query_id: "probe_x/aaaaaaaaaaaa", value: 0, higher_is_better: true}
    ]);
    expect(tables.notes).toMatchObject([{code: "SCORE_NOT_A_NUMBER", detail: "probe_x/f1,none"}]);
  });

  it.each([
    [{config: {model_args: "pretrained=acme/b,dtype=auto"}}, "acme/b"],
    [{config: {model_args: "pretrained=acme/b,peft=acme/c"}}, "acme/c"],
    [{config: {model_args: {model: "acme/d"}}}, "acme/d"]
  ])("name the model in %j", async (content, model) => {
    const files = [samples("x", early, line()), results("x", late, content)];
    expect((await imported(files, "other")).models).toEqual([model]);
  });

  it("lets the newest run of a task win, wherever it lies", async () => {
    const files = [
      samples("one", early, line({resps: [["old"]]})),
      samples("two", late, line({resps: [["new"]]})),
      results("one", early, full),
      results("two", late, full)
    ];
    const {responses, notes, scores} = await imported(files);
    expect(responses.map(({response_text}) => response_text)).toEqual(["new"]);
    expect(notes[0]).toMatchObject({
      code: "SUPERSEDED",
      detail: `${files[0]?.path}: ${files[1]?.path} is newer`
    });
    expect(scores.filter(({query_id}) => query_id === null)).toHaveLength(2);
  });

  it("pairs runs of several models in one folder by their time, and does not guess", async () => {
    const two = {...full, model_name: "acme/b"};
    const both = [results("x", early, full), results("x", late, two)];
    const files = [samples("x", early, line()), samples("x", late, line()), ...both];
    expect((await imported(files)).models).toEqual(["acme/a", "acme/b"]);
    const lost = [samples("x", "2025-01-01T00-00-00.0", line()), ...both];
    expect((await imported(lost)).refused[0]?.reason).toContain("results files of several models");
  });

  it("refuses samples of an unknown model or task", async () => {
    const [alone] = (await imported([samples("acme__a", early, line())])).refused;
    expect(alone?.reason).toBe(
      "model must be named by results_….json in its folder, or said with --model; got no results file"
    );
    const cut = sourceFile(`out/a/results_${early}.json`, "{");
    const [broken] = (await imported([samples("a", early, line()), cut])).refused;
    expect(broken?.reason).toContain("text must be complete JSON");
    const named = sourceFile("out/a/acme_a_probe_x.jsonl", jsonl(line()));
    expect((await imported([named], "a")).refused[0]?.reason).toContain("samples_<task>_<time>");
    const {queries} = await imported([named, results("a", early, full)]);
    expect(queries[0]?.query_id).toBe("probe_x/aaaaaaaaaaaa");
  });
});

const folder = fixturesFolder();

describe.skipIf(folder === null)("recorded lm-evaluation-harness logs", () => {
  const all = () => {
    const root = join(folder ?? "", "formats/lm-eval");
    return readdirSync(root, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => sourceFile(path.slice(root.length + 1), readFileSync(path)));
  };

  it("align three models on the same ten queries, and lack the model of a fourth", async () => {
    const {models, queries, responses, scores, refused} = await imported(all());
    expect(models).toEqual([
      "LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct",
      "gpt-4o",
      "upstage/SOLAR-10.7B-Instruct-v1.0"
    ]);
    expect([queries.length, responses.length]).toEqual([10, 30]);
    const perModel = scores.filter(({query_id}) => query_id === null);
    expect([scores.length, perModel.length]).toEqual([33, 3]);
    expect(refused.map(({source_ref}) => source_ref.split("/")[0])).toEqual(["deprecated"]);
  });

  it("are complete once the model is said", async () => {
    const {models, queries, responses, scores, refused} = await imported(all(), "unknown");
    expect(refused).toEqual([]);
    expect([models.length, queries.length, responses.length, scores.length]).toEqual([
      4, 20, 40, 43
    ]);
  });
});
