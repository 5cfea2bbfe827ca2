import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {readGrammars} from "../../../loaders/collect/readGrammars.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "grammars-"));
});
afterEach(() => rm(folder, {recursive: true}));

const good = {topic: "sea", title: "Sea", description: "", rules: {base: ["a {b}"], b: ["wave"]}};
const write = (name: string, content: unknown) =>
  writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));

describe("readGrammars", () => {
  it("reads the JSON files of a folder by name", async () => {
    await write("b.json", {...good, topic: "song"});
    await write("a.json", good);
    await write("notes.txt", "not a grammar");
    expect((await readGrammars(folder)).map(({topic}) => topic)).toEqual(["sea", "song"]);
  });
  it("names the file that is not JSON", async () => {
    await write("a.json", "{");
    await expect(readGrammars(folder)).rejects.toThrow(/a\.json: must be JSON; got/);
  });
  it("names the field that is wrong", async () => {
    await write("a.json", {...good, rules: {base: []}});
    await expect(readGrammars(folder)).rejects.toThrow(/a\.json: rules\.base/);
  });
  it("names the slot without a rule", async () => {
    await write("a.json", {...good, rules: {base: ["a {storm}"]}});
    await expect(readGrammars(folder)).rejects.toThrow(
      'a.json: rules.base: every slot needs a rule; got "{storm}"'
    );
  });
  it("reads the project's nine topics, each with its rules", async () => {
    const grammars = await readGrammars();
    expect(grammars).toHaveLength(9);
    for (const {rules} of grammars)
      for (const rule of ["base", "pool", "question"]) expect(rules[rule]).toBeDefined();
    expect(grammars.filter(({rules}) => rules.leaked).map(({topic}) => topic)).toEqual([
      "reservoir"
    ]);
  });
});
