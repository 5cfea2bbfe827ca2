import {describe, expect, it} from "vitest";
import {alpacaeval} from "../../../src/lib/intake/alpacaeval.js";
import {checkedColumnMap, parseColumnMap} from "../../../src/lib/intake/columnMap.js";
import {coverage} from "../../../src/lib/intake/coverage.js";
import {generic} from "../../../src/lib/intake/generic.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {Importer, SourceFile} from "../../../src/lib/intake/types.js";
import {sourceFile} from "./sourceFile.js";

const file = sourceFile;

function imported(importer: Importer, ...files: readonly SourceFile[]) {
  async function* rows() {
    for (const each of files) yield* importer.parse(each, {files});
  }
  return buildTables(rows());
}

/** What an import refuses, each on one line. */
async function refusals(importer: Importer, ...files: readonly SourceFile[]): Promise<string[]> {
  const answers = files.map((each) => ({file: each, importer, evidence: ""}));
  const {refused} = await buildTables(readFiles(answers, {files}));
  return refused.map(({source_ref, reason}) => `${source_ref}: ${reason}`);
}

const outputs = (rows: readonly object[]) => JSON.stringify(rows);

describe("alpacaeval", () => {
  const first = outputs([
    {instruction: "Name a prime.", output: "2", generator: "m/a", dataset: "probe"},
    {instruction: "Say nothing.", output: " "}
  ]);
  const second = outputs([
    {instruction: "Say nothing.", output: "…", generator: "b", dataset: "probe", index: 3}
  ]);

  it("takes the model from the folder and joins queries by their text", async () => {
    const tables = await imported(
      alpacaeval,
      file("results/a/model_outputs.json", first),
      file("results/b/model_outputs.json", second)
    );
    expect(tables.models).toEqual(["a", "b"]);
    expect(tables.queries.map(({query_text, dataset}) => [query_text, dataset])).toEqual([
      ["Name a prime.", "probe"],
      ["Say nothing.", "probe"]
    ]);
    expect(tables.responses.map(({model_id, status}) => [model_id, status])).toEqual([
      ["a", "ok"],
      ["a", "empty"],
      ["b", "ok"]
    ]);
    expect(tables.responses[1]?.query_id).toBe(tables.responses[2]?.query_id);
    expect(tables.responses[0]?.source_ref).toBe("results/a/model_outputs.json#record 1");
    expect(tables.notes.map(({code, count}) => [code, count])).toEqual([
      ["GENERATOR_DIFFERS", 1],
      ["DATASET_ABSENT", 1]
    ]);
  });

  it("takes the model from the generator where no folder names it, and refuses a row without", async () => {
    const tables = await imported(alpacaeval, file("model_outputs.json", second));
    expect(tables.models).toEqual(["b"]);
    expect(tables.notes.map(({code}) => code)).toEqual(["MODEL_FROM_GENERATOR"]);
    expect(await refusals(alpacaeval, file("model_outputs.json", first))).toEqual([
      "model_outputs.json#record 2: generator must be text; got nothing"
    ]);
  });

  it("knows its files", () => {
    expect(alpacaeval.detect("results/a/model_outputs.json", first)).toContain("instruction");
    expect(alpacaeval.detect("model_outputs.json", first)).toContain("instruction");
    expect(alpacaeval.detect("a/my_model_outputs.json", first)).toBeUndefined();
    expect(alpacaeval.detect("results/a/annotations.json", first)).toBeUndefined();
    expect(alpacaeval.detect("results/a/model_outputs.json", "{}")).toBeUndefined();
  });

  it.each([
    ["{}", "r/a/model_outputs.json: file must hold an array; got object"],
    ['[{"instruction": "x", "out', "r/a/model_outputs.json: text must be complete JSON; got"],
    ["[3]", "r/a/model_outputs.json#record 1: row must be an object; got 3"],
    ['[{"instruction": "x"}]', "r/a/model_outputs.json#record 1: output must be text; got nothing"],
    [
      outputs([
        {instruction: "x", output: "1"},
        {instruction: "x", output: "2"}
      ]),
      'r/a/model_outputs.json#record 2: (model, query, replicate) must be unique; got {"model_id":"a","query_id":"2d711642b726b044","replicate":0} again, first in r/a/model_outputs.json#record 1'
    ]
  ])("refuses %s on one line", async (content, message) => {
    const [refusal, ...more] = await refusals(alpacaeval, file("r/a/model_outputs.json", content));
    expect(refusal?.startsWith(message)).toBe(true);
    expect(refusal).not.toContain("\n");
    expect(more).toEqual([]);
  });
});

describe("generic", () => {
  const map = parseColumnMap("model_id=who,query_text=asked,response_text=said,replicate=n");

  it("reads JSON Lines, CSV and JSON arrays to the same tables", async () => {
    const rows = [
      {who: "a", asked: "x?", said: "1", n: 0},
      {who: "a", asked: "x?", said: "2", n: 1},
      {who: "b/../c", asked: "x?", said: "", n: 0}
    ];
    const csv = `who,asked,said,n\n${rows.map((row) => Object.values(row).join(",")).join("\n")}\n`;
    const [lines, table, array] = await Promise.all([
      imported(generic(map), file("f.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"))),
      imported(generic(map), file("f.csv", csv)),
      imported(generic(map), file("f.json", JSON.stringify(rows)))
    ]);
    const strip = (found: typeof lines) =>
      found.responses.map(({source_ref: _, ...row}) => ({...row}));
    expect(strip(table)).toEqual(strip(lines));
    expect(strip(array)).toEqual(strip(lines));
    expect(lines.responses.map(({replicate, status}) => [replicate, status])).toEqual([
      [0, "ok"],
      [1, "ok"],
      [0, "empty"]
    ]);
    expect(lines.models).toEqual(["a", "b/../c"]);
  });

  it.each([
    ["f.csv", "who,said\na,1", "f.csv#line 2: column asked must exist; got columns who, said"],
    ["f.csv", "who,asked,said,n\n,x,1,0", 'f.csv#line 2: model_id must not be blank; got ""'],
    [
      "f.csv",
      "who,asked,said,n\na,x,1,-1",
      'f.csv#line 2: replicate must be an integer from 0 to 999; got "-1"'
    ],
    ["f.jsonl", '\n{"who": "a"', "f.jsonl#line 2: text must be complete JSON; got"],
    [
      "f.csv",
      "who,asked,said,n\n\na,x,1,1234567",
      'f.csv#line 3: replicate must be an integer from 0 to 999; got "1234567" (a seed? number the answers to a question from 0)'
    ],
    [
      "f.csv",
      'who,asked,said,time\na,"x\ny",1,2\na,z,1,2024-01-01',
      'f.csv#line 4: time must be a number; got "2024-01-01" (dates belong to created_at)'
    ],
    ["f.csv", "who,asked,said\n ,x,1", 'f.csv#line 2: model_id must not be blank; got " "'],
    ["f.json", '[{"who": "a", "asked": "x", "said": "1"}, 3]', "f.json#record 2: row must be"],
    ["f.xml", "<a/>", "f.xml: ending must be one of jsonl, ndjson, csv, json; got xml"]
  ])("refuses %s with %j", async (path, content, message) => {
    const [refusal, ...more] = await refusals(generic(map), file(path, content));
    expect(refusal).toContain(message);
    expect(more).toEqual([]);
  });

  it("names the nearest field of a mistyped mapping and the nearest status", async () => {
    expect(() => parseColumnMap("modelid=who")).toThrow('got "modelid"; did you mean "model_id"?');
    expect(() => parseColumnMap("who")).toThrow('entries must be field=column; got "who"');
    const csv = "model_id,query_text,response_text,status\na,x,1,okay";
    expect(await refusals(generic(), file("f.csv", csv))).toEqual([
      expect.stringContaining('did you mean "ok"?')
    ]);
  });

  it("takes a blank time for none", async () => {
    const csv = "model_id,query_text,response_text,time\na,x,1, ";
    expect((await imported(generic(), file("f.csv", csv))).responses[0]?.time).toBeNull();
  });

  it.each([[null], [[]], [{model_id: 3}], ["x"]])("refuses the mapping %j", (map) => {
    expect(() => checkedColumnMap(map)).toThrow(
      `map: JSON must be an object of field: column; got ${JSON.stringify(map)}`
    );
  });

  it("takes names of the prototype for data", async () => {
    const rows = '{"model_id": "__proto__", "query_text": "constructor", "response_text": "x"}';
    const tables = await imported(generic(), file("f.jsonl", rows));
    expect(tables.models).toEqual(["__proto__"]);
    expect(tables.queries[0]?.query_text).toBe("constructor");
  });

  it("refuses one id for two texts", async () => {
    const rows = [
      '{"model_id": "a", "query_id": "1", "query_text": "x", "response_text": "x"}',
      '{"model_id": "b", "query_id": "1", "query_text": "y", "response_text": "x"}'
    ].join("\n");
    expect(await refusals(generic(), file("f.jsonl", rows))).toEqual([
      "f.jsonl#line 2: query 1 must have one text; got y"
    ]);
  });
});

describe("a bad record", () => {
  const good = {model_id: "a", query_text: "y?", response_text: "1"};

  it.each([
    [
      alpacaeval,
      "r/a/model_outputs.json",
      outputs([{output: "1"}, {instruction: "y?", output: "1"}])
    ],
    [generic(), "f.json", JSON.stringify([good, 3, {...good, replicate: 1}])],
    [generic(), "f.csv", "model_id,query_text,response_text\na,x?\na,y?,1\n"],
    [generic(), "f.csv", 'model_id,query_text,response_text\na,x"?,2\na,y?,1\n']
  ])("does not take the ones after it along (%o)", async (importer, path, content) => {
    const {responses} = await imported(importer, file(path, content));
    expect(responses.at(-1)).toMatchObject({model_id: "a", response_text: "1"});
    expect(await refusals(importer, file(path, content))).toHaveLength(1);
  });

  it("is one that nests too deep to be walked over", async () => {
    const deep = `{"model_id":"a","query_text":"x?","response_text":${"[".repeat(9e3)}${"]".repeat(9e3)}}`;
    const lines = file("f.jsonl", `${deep}\n${JSON.stringify(good)}`);
    expect(await refusals(generic(), lines)).toEqual([
      "f.jsonl#line 1: JSON must be at most 500 deep; got more"
    ]);
  });

  it("is one whose number is an object that does not convert", async () => {
    const odd = JSON.stringify({...good, replicate: {toString: null, valueOf: null}});
    expect(await refusals(generic(), file("f.jsonl", odd))).toEqual([
      expect.stringContaining("replicate must be an integer from 0 to 999")
    ]);
  });
});

describe("the tables", () => {
  it("hold no lone surrogate, in no column", async () => {
    const odd = "x\ud800";
    const row = {model_id: odd, query_id: odd, query_text: odd, response_text: odd, dataset: odd};
    const more = {category: odd, target: odd, finish_reason: odd, created_at: odd, params: odd};
    const tables = await imported(generic(), file("f.jsonl", JSON.stringify({...row, ...more})));
    expect(JSON.stringify(tables)).not.toContain("\\ud800");
    expect(tables.queries[0]?.dataset).toBe("x\ufffd");
    expect(tables.responses[0]?.finish_reason).toBe("x\ufffd");
  });
});

describe("coverage", () => {
  it("lists gaps and what dropping models would win", () => {
    const answers = ["a", "b", "c"].flatMap((model_id) =>
      ["1", "2", "3", "4"].map((query_id) => ({model_id, query_id}))
    );
    const gone = new Set(["b1", "b2", "c1"]);
    const left = answers.filter(({model_id, query_id}) => !gone.has(model_id + query_id));
    expect(coverage(["a", "b", "c"], ["1", "2", "3", "4"], left)).toEqual({
      models: 3,
      queries: 4,
      answered: 9,
      complete: 2,
      gaps: [
        {model_id: "b", missing: ["1", "2"]},
        {model_id: "c", missing: ["1"]}
      ],
      frontier: [
        {drop: ["b"], complete: 3},
        {drop: ["b", "c"], complete: 4}
      ]
    });
  });
});
