import {existsSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {describe, expect, it} from "vitest";
import {root, sources} from "../repo/sources.js";
import {docstringExamples, type Example, markdownExamples, runExample} from "./examples.js";

const literal = (text: string): unknown => new Function(`return (${text})`)();

async function keepsItsPromise(example: Example, scope: Readonly<Record<string, unknown>>) {
  expect(await runExample(example, scope)).toEqual(example.promised.map(literal));
}

describe("the README", () => {
  const [readme] = sources(/^README\.md$/);
  const examples = markdownExamples(readme?.text ?? "");

  it("has an example of about ten lines that gives what it says", async () => {
    const [example] = examples as [Example];
    expect(example.code.trim().split("\n").length).toBeLessThanOrEqual(12);
    await keepsItsPromise(example, await import("../../package/index.js"));
  });

  it("imports only what the package exports", async () => {
    const exported = Object.keys(await import("../../package/index.js"));
    for (const {code} of examples)
      for (const [, names = ""] of code.matchAll(/import \{([^}]*)\} from "@dkps\/vantage"/g))
        expect(exported).toEqual(expect.arrayContaining(names.split(",").map((x) => x.trim())));
  });

  it("names only npm scripts and links that exist", () => {
    const text = readme?.text ?? "";
    const {scripts} = JSON.parse(sources(/^package\.json$/)[0]?.text ?? "{}");
    const named = Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    const links = Array.from(text.matchAll(/\]\((?!https?:|#)([^)#]+)/g), ([, path]) => path);
    expect(links.filter((path) => !existsSync(join(root, path as string)))).toEqual([]);
  });
});

const documented = sources(/^(src|loaders)\/.*\.ts$/).flatMap(({path, text}) =>
  docstringExamples(text).map((example) => ({path, example}))
);

describe.skipIf(documented.length === 0)("docstrings", () => {
  it.each(documented)("$path gives what its example says", async ({path, example}) => {
    await keepsItsPromise(example, await import(pathToFileURL(join(root, path)).href));
  });
});

describe("runExample", () => {
  it("reports a broken promise", async () => {
    const [example] = markdownExamples("```js\nconst two = 1 + 1;\ntwo; // → 3\n```\n");
    await expect(keepsItsPromise(example as Example, {})).rejects.toThrow();
  });

  it("reads examples out of docstrings", async () => {
    const text = "/**\n * Twice.\n *\n * @example\n * twice(2); // → 4\n */\n";
    const [example] = docstringExamples(text);
    await keepsItsPromise(example as Example, {twice: (x: number) => 2 * x});
  });
});
