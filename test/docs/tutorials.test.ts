import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {delimiter, join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, describe, expect, it} from "vitest";
import {root} from "../repo/sources.js";
import {patternOf, readerIn, stepsOf} from "./tutorial.js";

const folder = mkdtempSync(join(tmpdir(), "vantage-tutorial-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/**
 * The package as if it were installed, from the project's sources: `npx vantage` and what scripts
 * import. The packed package itself is tried by the tests of the package.
 *
 * @returns the environment to type in
 */
function installed(): Record<string, string> {
  const [bin, entry] = [join(folder, "bin"), join(folder, "node_modules", "@dkps", "vantage")];
  for (const each of [bin, entry]) mkdirSync(each, {recursive: true});
  const command = join(root, "bin", "vantage.js");
  writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift\nexec node "${command}" "$@"\n`);
  chmodSync(join(bin, "npx"), 0o755);
  const source = pathToFileURL(join(root, "package", "index.ts")).href;
  writeFileSync(join(entry, "package.json"), '{"type": "module", "exports": "./index.js"}');
  writeFileSync(join(entry, "index.js"), `export * from "${source}";\n`);
  const loader = pathToFileURL(join(root, "node_modules", "tsx", "dist", "esm", "index.mjs")).href;
  return {PATH: `${bin}${delimiter}${process.env.PATH}`, NODE_OPTIONS: `--import=${loader}`};
}

/** Verbs that end with 1 although all went well: they found that something differs. */
const differs = /^npx vantage diff /;

describe("the guide's tutorial of statistics without a page", () => {
  const steps = stepsOf(readFileSync(join(root, "src", "guide", "statistics.md"), "utf8"));
  const reader = readerIn(folder, installed());

  it("has commands to type and files to save", () => {
    expect(steps.filter(({kind}) => kind === "save")).toHaveLength(2);
    expect(steps.filter((step) => step.kind === "type" && step.shown)).toHaveLength(10);
  });

  it.each(
    steps.map((step) => ({name: step.kind === "save" ? step.file : step.commands.trim(), step}))
  )("$name", ({step}) => {
    if (step.kind === "save") return reader.save(step.file, step.text);
    const {code, printed, told} = reader.type(step.commands);
    expect(code, told).toBe(differs.test(step.commands) ? 1 : 0);
    if (step.shown) expect(printed).toMatch(patternOf(step.shown));
  });

  it("notices a number that is not what the page shows", () => {
    const [step] = stepsOf("```sh\necho 0.12\n```\n\n```text\n0.13\n```\n");
    if (step?.kind !== "type") throw new Error("no command to type");
    expect(reader.type(step.commands).printed).not.toMatch(patternOf(step.shown ?? ""));
  });
});
