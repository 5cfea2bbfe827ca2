import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {program} from "../../cli/main.js";
import {exportsOf} from "../../reference/declaration.js";
import {docstringMarkdown, parseDocstring} from "../../reference/docstring.js";
import {entries} from "../../reference/packagePage.js";
import {referencePages} from "../../reference/pages.js";
import {placesOf} from "../../reference/placesPage.js";
import {parseClaims} from "../../src/claims/claimSchema.js";
import {dataPartNames} from "../../src/components/dataParts.js";
import {exhibits} from "../../src/components/registry.js";
import {studyFacts} from "../../src/components/studyParts.js";
import "../../src/components/groupExhibit.js";
import {ownPlaces} from "../../src/framework/ownPlaces.js";
import {study} from "../components/sample.js";
import {root} from "../repo/sources.js";

const pages = referencePages();
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("the guide's reference", () => {
  it.each(Object.keys(pages))("%s is what npm run reference writes", (path) => {
    expect(read(path)).toBe(pages[path]);
  });

  it("has no page that is not generated", () => {
    const folder = "src/guide/reference";
    const found = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    expect(found.sort()).toEqual(Object.keys(pages).sort());
  });

  it("describes every field, input and flag", () => {
    const bare = Object.entries(pages).flatMap(([path, text]) =>
      text
        .split("\n")
        .flatMap((line) => (/^- \*\*.*: *\.?$/.test(line) ? [`${path}: ${line}`] : []))
    );
    expect(bare).toEqual([]);
  });
});

describe("what the package exports", () => {
  const manifest = JSON.parse(read("package.json"));

  it("is listed by entry", () => {
    const modules = Object.entries<{types?: string}>(manifest.exports).flatMap(([path, {types}]) =>
      types?.includes("/package/") ? [path.replace(".", "@dkps/vantage")] : []
    );
    expect([...entries.keys()].sort()).toEqual(modules.sort());
  });

  it.each([...entries])("%s has a docstring each", (_, module) => {
    const declared = exportsOf(join(root, module));
    const bare = declared.filter(({docstring}) => parseDocstring(docstring).summary === "");
    expect(declared.length).toBeGreaterThan(0);
    expect(bare.map(({name}) => name)).toEqual([]);
  });

  it("is read as its module has it at run time", async () => {
    const declared = exportsOf(join(root, "package/index.ts"));
    const values = declared.filter(({signature}) =>
      /^(function|class|const|async)/.test(signature)
    );
    const exported = await import("../../package/index.js");
    expect(values.map(({name}) => name).sort()).toEqual(Object.keys(exported).sort());
  });
});

describe("the command line", () => {
  it.each(program().commands.map((command) => [command.name(), command] as const))(
    "%s describes itself, its arguments and its flags",
    (_, command) => {
      const parts = [command.description(), ...command.options.map((each) => each.description)];
      const words = command.registeredArguments.map(({description}) => description);
      expect([...parts, ...words].filter((text) => text === "")).toEqual([]);
    }
  );
});

describe("places", () => {
  it("are those a page may ask for", () => {
    const facts = Object.keys(studyFacts(study));
    const known = [
      ...Object.keys(exhibits),
      ...dataPartNames,
      ...facts,
      ...ownPlaces.keys(),
      "study-cards"
    ];
    const told = placesOf(read("docs/pages.md")).flatMap(({names}) => names);
    expect(told.sort()).toEqual(known.sort());
  });
});

describe("the contract of claims", () => {
  it("shows claims that are read", () => {
    const [, shown = ""] = /^## Claims[\s\S]*?^```json\n([\s\S]*?)^```$/m.exec(
      read("docs/contracts.md")
    ) as RegExpExecArray;
    expect(parseClaims(JSON.parse(shown), "claims.json")).toHaveLength(1);
  });
});

describe("docstringMarkdown", () => {
  it("keeps text from being read as anything else", () => {
    const docstring = parseDocstring("* a < b, $x$ and `<i>`.\n * @param n its size");
    expect(docstringMarkdown(docstring)).toBe(
      "a &lt; b, &#36;x&#36; and `<i>`.\n\n- `n`: its size"
    );
  });
});
