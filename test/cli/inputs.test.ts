import {describe, expect, it} from "vitest";
import {mannerOf} from "../../src/lib/schema/input.js";
import {workflows} from "../../src/workflows/registry.js";
import {vantage} from "./vantage.js";

describe("vantage inputs", () => {
  it("lists every input with its default and what it does, the study's defaults first", async () => {
    const {code, out} = await vantage("inputs", "space", "--json");
    expect(code).toBe(0);
    const found = JSON.parse(out) as {name: string; default: unknown; help: string}[];
    expect(found).toContainEqual(expect.objectContaining({name: "elbow", default: 2}));
    const study = await vantage("inputs", "classification", "--study", "data/studies/exposure");
    expect(study.out).toMatch(/^method +"fisher" +Method: How the guess is made/m);
  });

  it("refuses what is no analysis, with the nearest name", async () => {
    const {code, err} = await vantage("inputs", "spcae");
    expect(code).toBe(2);
    expect(err).toContain('got spcae; did you mean "space"?');
  });
});

describe("every input of every analysis", () => {
  it.each([...workflows.values()].map((workflow) => [workflow.name, workflow] as const))(
    "of %s has a label, a sentence of help and a drawing",
    (_, workflow) => {
      const {shape} = workflow.inputs as unknown as {shape: Record<string, never>};
      for (const [name, schema] of Object.entries(shape)) {
        const manner = mannerOf(schema);
        expect(manner?.label, name).toMatch(/^[A-Z]/);
        expect(manner?.help, name).toMatch(/\.$/);
        expect(manner?.draw.kind, name).toBeDefined();
      }
    }
  );
});
