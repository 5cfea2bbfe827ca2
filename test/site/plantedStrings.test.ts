import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {filesWith, type Planted, plantStudy} from "../loaders/publish/plantedStudy.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {root as project} from "../repo/sources.js";
import {smallSite, vantageIn} from "./smallSite.js";

const folder = temporaryFolders();
const page = (name: string) => join("src", "s", "[study]", name);

/** A site with the project's own pages of a study, built from a study with planted strings. */
async function builtSite(publish: object): Promise<{root: string; planted: Planted}> {
  const root = await smallSite(folder(), []);
  const url = (path: string) => JSON.stringify(pathToFileURL(join(project, path)).href);
  writeFileSync(
    join(root, "observablehq.config.ts"),
    `import {seedVersionCache} from ${url("loaders/site/offline.ts")};
import {publishedFigures} from ${url("src/framework/publishedFigures.ts")};
import {scholarly} from ${url("src/framework/scholarly.ts")};
import {siteHeader} from ${url("src/framework/siteChrome.ts")};
seedVersionCache("src");
  export default {root: "src", output: process.env.VANTAGE_OUTPUT, globalStylesheets: [],
  header: siteHeader("src/data"), dynamicPaths: ["/s/planted/", "/s/planted/explore"],
  markdownIt: (md) => md.use(publishedFigures).use(scholarly)};
`
  );
  mkdirSync(join(root, "src", "s", "[study]"), {recursive: true});
  for (const name of ["index.md", "explore.md"])
    writeFileSync(join(root, page(name)), withoutScript(join(project, page(name))));
  const study = join(root, "data", "studies", "planted");
  mkdirSync(study, {recursive: true});
  const planted = await plantStudy(study, publish);
  const {code, stderr} = await vantageIn(root, "build");
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  return {root, planted};
}

/** A page's script needs the project's modules beside it; what it is given is in the HTML. */
function withoutScript(path: string): string {
  return readFileSync(path, "utf8").replace(/```js\n[\s\S]*?```/g, "");
}

/** Files of the published folder and of the built site that hold any of some strings. */
function found(root: string, strings: readonly string[]): string[] {
  return ["src/data", "dist"].flatMap((part) =>
    filesWith(join(root, part), strings).map((file) => `${part}/${file}`)
  );
}

const isAnswersFile = (file: string) => /(^|\/)answers\/\d+(\.[0-9a-f]+)?\.json$/.test(file);

describe("what a policy keeps back", {timeout: 240_000}, () => {
  it("is in no file under none and hash, in whatever way it may be written", async () => {
    const {root, planted} = await builtSite({responses: "none", queries: "hash"});
    for (const kind of ["responses", "queries", "targets", "params", "sources"] as const)
      expect(found(root, planted[kind]), kind).toEqual([]);
    expect(found(root, planted.models)).not.toEqual([]);
    expect(existsSync(join(root, "dist", "s", "planted", "index.html"))).toBe(true);
    const html = readFileSync(join(root, "dist", "s", "planted", "index.html"), "utf8");
    expect(html).toContain("This study publishes no text of an answer");
    expect(html).toMatch(/<svg[^>]*map of 4 models/);
  });

  it("is under all and text in the files of answers and with the questions only", async () => {
    const {root, planted} = await builtSite({responses: "all", queries: "text"});
    const responses = found(root, planted.responses);
    expect(responses.length).toBe(2);
    expect(responses.filter((file) => !isAnswersFile(file))).toEqual([]);
    expect(found(root, planted.queries).filter(isAnswersFile)).toEqual([]);
    for (const kind of ["targets", "params", "sources"] as const)
      expect(found(root, planted[kind]), kind).toEqual([]);
    const study = join(root, "data", "studies", "planted", "study.json");
    const spec = JSON.parse(readFileSync(study, "utf8"));
    writeFileSync(study, JSON.stringify({...spec, publish: {responses: "none"}}));
    const frozen = await vantageIn(root, "build", "--frozen");
    expect([frozen.code, frozen.stderr]).toEqual([
      1,
      expect.stringContaining('under the policy of its study.json, responses "none"')
    ]);
    expect((await vantageIn(root, "build")).code).toBe(0);
    expect(found(root, planted.responses)).toEqual([]);
  });

  it("would be found in each of these ways", () => {
    const at = folder();
    const text = `zqresponse0x0 "ü<&>" zz`;
    const ways: Readonly<Record<string, Buffer>> = {
      plain: Buffer.from(`a ${text} b`),
      json: Buffer.from(JSON.stringify([text])),
      twice: Buffer.from(JSON.stringify(JSON.stringify([text]))),
      gzip: gzipSync(text),
      utf16: Buffer.from(`a${text}`, "utf16le"),
      ...Object.fromEntries(
        [0, 1, 2].map((k) => [
          `base64-${k}`,
          Buffer.from(Buffer.from("a".repeat(k) + text).toString("base64"))
        ])
      )
    };
    for (const [name, bytes] of Object.entries(ways)) writeFileSync(join(at, name), bytes);
    writeFileSync(join(at, "other"), "zqresponse1x1");
    expect(filesWith(at, [text])).toEqual(Object.keys(ways).sort());
  });
});
