import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {controlSpecs, inputName} from "../../src/components/controlSpecs.js";
import {DomainError} from "../../src/lib/core/errors.js";
import {normalizeInputs} from "../../src/runtime/normalizeInputs.js";
import type {Workflow} from "../../src/runtime/workflow.js";
import {addressName} from "../../src/workflows/addressName.js";
import {addressOfInputs, inputsOfAddress} from "../../src/workflows/inputAddress.js";
import {workflows} from "../../src/workflows/registry.js";

const whole = (least: number, most = 1_000_000) => fc.integer({min: least, max: most});
const text = fc.oneof(
  fc.string({unit: "grapheme"}),
  fc.string({unit: "binary"}),
  fc.constantFrom("a=b&c=d", "?#%00+ ", "family <> 'it''s'", "\u0000\r\n\u202e", "<img onerror=x>")
);
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  models: text,
  queries: text,
  covariate: text,
  label: text,
  a: text,
  b: text,
  queryCount: fc.oneof(fc.constant("all"), whole(1)),
  querySeed: whole(0),
  replicates: fc.oneof(fc.constant("all"), whole(1)),
  metric: fc.constantFrom("euclidean", "energy"),
  scaling: fc.constantFrom("code", "paper", "raw", "sqrt"),
  debias: fc.constantFrom("auto", true, false),
  dimension: fc.oneof(fc.constant("auto"), whole(1)),
  elbow: whole(1, 3),
  elbowRule: fc.constantFrom("leading", "positive"),
  induction: fc.constantFrom("labelled", "all", "references+target"),
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  exchange: fc.constantFrom("auto", "free", "within", "blocks"),
  permutations: whole(0),
  level: fc.double({min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true}),
  k: whole(1),
  validation: fc.constantFrom("auto", "leave-one-model-out", "leave-one-family-out", "k-fold"),
  folds: whole(2),
  space: fc.constantFrom("coordinates", "distances")
};
const methods: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  regression: fc.constantFrom("ols", "knn", "ridge", "mean"),
  classification: fc.constantFrom("knn", "fisher")
};

const inputsOf = (workflow: Workflow) =>
  Object.keys((workflow.inputs as unknown as {shape: object}).shape);

function settingsOf(workflow: Workflow): fc.Arbitrary<Record<string, unknown>> {
  const named = inputsOf(workflow).map((name) => {
    const value = name === "method" ? methods[workflow.name] : values[name];
    if (!value) throw new Error(`no values to draw for ${workflow.name}.${name}`);
    return [name, value] as const;
  });
  return fc.record(Object.fromEntries(named), {requiredKeys: []});
}

describe.each([...workflows.values()])("addresses of $name", (workflow) => {
  it("give back every input over whatever was published", () => {
    const drawn = settingsOf(workflow);
    fc.assert(
      fc.property(drawn, drawn, (defaults, given) => {
        const inputs = {...normalizeInputs(workflow, defaults, given)};
        const published = {...normalizeInputs(workflow, defaults, {})};
        const {search} = addressOfInputs(workflow, inputs, published);
        const read = inputsOfAddress(search, workflow);
        expect(read.notes).toEqual([]);
        expect({...normalizeInputs(workflow, defaults, read.given)}).toEqual(inputs);
      }),
      {numRuns: 500}
    );
  });

  it("survive being pasted into a whole address, in ASCII alone", () => {
    fc.assert(
      fc.property(settingsOf(workflow), (given) => {
        const {search} = addressOfInputs(workflow, given, {});
        expect(search).toMatch(/^[!-~]*$/);
        expect(search).not.toContain("#");
        expect(new URL(`https://x.org/s/a/${search}#map`).search).toBe(search);
      })
    );
  });

  it("call inputs what the controls of pages call them", () => {
    const controls = new Set(Object.keys(controlSpecs).map(inputName));
    const named = inputsOf(workflow).map((input) => [input, addressName(workflow.name, input)]);
    for (const [input, name] of named)
      for (const other of [input, `${workflow.name}.${input}`] as string[])
        if (controls.has(other)) expect(other).toBe(name);
  });
});

describe("inputsOfAddress", () => {
  const regression = workflows.get("regression") as Workflow;

  it("reads anything, or refuses it with a DomainError", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.webQueryParameters()), (search) => {
        try {
          const {given} = inputsOfAddress(search, regression);
          expect(inputsOf(regression)).toEqual(expect.arrayContaining(Object.keys(given)));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      {numRuns: 2000}
    );
  });

  it("passes over what is not this analysis's, and says so", () => {
    const search = "?k=3&view.color=family&classification.method=fisher&utm_source=x&k2=";
    expect(() => inputsOfAddress(search, regression)).toThrow('got "k2"; did you mean "k"?');
    expect(inputsOfAddress(search.replace("&k2=", ""), regression)).toEqual({
      given: {k: "3"},
      notes: [
        "view.color: of the drawing alone",
        "classification.method: not an input of regression"
      ]
    });
  });

  it("takes no input under another analysis's manner of naming it", () => {
    expect(() => inputsOfAddress("?method=knn", regression)).toThrow(DomainError);
    expect(() => inputsOfAddress("?__proto__=1", regression)).toThrow(DomainError);
  });
});

describe("addressOfInputs", () => {
  const space = workflows.get("space") as Workflow;

  it("is empty for what was published, and says what pages do not offer", () => {
    const published = {...normalizeInputs(space, {}, {})};
    expect(addressOfInputs(space, published, published)).toEqual({search: "", notes: []});
    const changed = {...published, scaling: "raw", seed: 10_000, models: "\ud800"};
    expect(addressOfInputs(space, changed, published)).toEqual({
      search: "?scaling=raw&seed=10000",
      notes: [
        "models: holds half a character, which no address can",
        "scaling=raw: pages do not offer this",
        "seed=10000: pages do not offer this"
      ]
    });
  });
});
