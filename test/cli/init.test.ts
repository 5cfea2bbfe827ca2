import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {basename, join} from "node:path";
import {describe, expect, it} from "vitest";
import {initCommand} from "../../cli/init.js";
import {askedWishes} from "../../cli/initWishes.js";
import {packageVersion} from "../../cli/packageVersion.js";
import {siteRoot} from "../../loaders/site/siteRoot.js";
import {readStudy} from "../../loaders/study/readStudy.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {root} from "../repo/sources.js";
import {columns, rows} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const tarball = `dkps-vantage-${packageVersion()}.tgz`;
const fixtures = process.env.VANTAGE_FIXTURES;

/** `init` with a package that is made at once. */
async function init(...words: readonly string[]) {
  const pack = async (vendor: string) => {
    mkdirSync(vendor);
    writeFileSync(join(vendor, tarball), "packed");
  };
  await initCommand(undefined, pack).exitOverride().parseAsync(words, {from: "user"});
}

function log(): string {
  const path = join(folder(), "my log.csv");
  writeFileSync(path, formatCsv(columns, rows));
  return path;
}

/** Verified, with a twin that fails. */
async function expectClaimHolds(study: string) {
  const {code, out} = await vantage("verify", "--study", study);
  expect(code).toBe(0);
  expect(out).toContain("  Holds  ");
  expect(out).toContain("its negative twin fails, as it must");
}

const read = (...path: readonly string[]) => readFileSync(join(...path), "utf8");

describe("vantage init", () => {
  it("refuses a folder that is not empty, or none, and changes nothing", async () => {
    const directory = folder();
    writeFileSync(join(directory, "mine.txt"), "mine");
    const full = await vantage("init", directory);
    expect(full.code).toBe(2);
    expect(full.err).toContain("init: folder must be new or empty; got 1 entry in");
    expect(readdirSync(directory)).toEqual(["mine.txt"]);
    const file = await vantage("init", join(directory, "mine.txt"));
    expect(file).toMatchObject({code: 2, err: expect.stringContaining("got the file")});
    expect(read(directory, "mine.txt")).toBe("mine");
  });

  it("leaves nothing behind where logs are missing or of no known kind", async () => {
    const parent = folder();
    const directory = join(parent, "deep", "report");
    const missing = await vantage("init", directory, "--from", join(parent, "none"));
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("init: --from must be a file or folder; got");
    const strange = join(folder(), "strange.log");
    writeFileSync(strange, "no log of any kind");
    const unknown = await vantage("init", directory, "--from", strange);
    expect(unknown.code).not.toBe(0);
    expect(unknown.err).toContain("import: files must be one of");
    expect(readdirSync(parent)).toEqual([]);
    mkdirSync(directory, {recursive: true});
    expect((await vantage("init", directory, "--from", strange)).code).not.toBe(0);
    expect(readdirSync(directory)).toEqual([]);
  });

  it("leaves nothing behind where the package cannot be packed", async () => {
    const directory = join(folder(), "report");
    const pack = () => Promise.reject(new Error("no npm"));
    const words = [directory, "--from", log()];
    const making = initCommand(undefined, pack).parseAsync(words, {from: "user"});
    await expect(making).rejects.toThrow("no npm");
    expect(existsSync(directory)).toBe(false);
    const nothing = initCommand(undefined, async () => {}).parseAsync(words, {from: "user"});
    await expect(nothing).rejects.toThrow(`packing must give vendor/${tarball}`);
  });

  it("leaves nothing behind where it is interrupted", async () => {
    const parent = folder();
    const entry = join(root, "test", "cli", "interruptedInit.ts");
    const args = ["--import", "tsx", entry, join(parent, "deep", "report")];
    const {status} = spawnSync(process.execPath, args, {cwd: root});
    expect(status).toBe(130);
    expect(readdirSync(parent)).toEqual([]);
  });

  it("writes a study, pages, a package and how to go on", async () => {
    const directory = join(folder(), "My Report");
    await init(directory, "--from", log(), "--title", 'What "they" say', "--license", "CC-BY-4.0");
    const study = await readStudy(join(directory, "data", "studies", "my-log"));
    expect(study.models).toHaveLength(4);
    expect(study.spec).toMatchObject({title: 'What "they" say', license: "CC-BY-4.0"});
    const {dependencies, name, scripts} = JSON.parse(read(directory, "package.json"));
    expect(dependencies).toEqual({"@dkps/vantage": `file:vendor/${tarball}`});
    expect([name, scripts.build]).toEqual(["my-report", "vantage build"]);
    expect(read(directory, "vendor", tarball)).toBe("packed");
    expect(read(directory, "observablehq.config.js")).toContain('title = "What \\"they\\" say"');
    expect(read(directory, "CITATION.cff")).toContain('license: "CC-BY-4.0"');
    expect(read(directory, "README.md")).toContain("imported from `my log.csv`");
    expect(read(directory, "data/studies/my-log/claims.json")).toBe("[]\n");
    expect(siteRoot(join(directory, "src"))).toBe(directory);
    expect(readdirSync(directory).filter((entry) => entry.startsWith("."))).toEqual([
      ".github",
      ".gitignore"
    ]);
  });

  it("without logs writes answers that say they are made up", async () => {
    const directory = folder();
    await init(directory);
    const study = await readStudy(join(directory, "data", "studies", "example"));
    expect(study.spec.description).toMatch(/^Made-up answers/);
    for (const {model_id} of study.models) expect(model_id).toMatch(/^made-up-/);
    expect(read(directory, "README.md")).toContain("**Its answers are made up**");
    expect(existsSync(join(directory, "answers", "example.csv"))).toBe(true);
    expect(study.spec.defaults).toEqual({classification: {label: "manner"}});
  });

  it("without logs of one's own asks the embedded model, of which a claim holds", async () => {
    const directory = folder();
    await init(directory, "--embedded");
    const own = join(directory, "data", "studies", "embedded");
    const study = await readStudy(own);
    expect([study.models.length, study.queries.length]).toEqual([12, 16]);
    expect(study.spec.title).toBe("One small model, twelve contexts");
    expect(read(directory, "README.md")).toContain("trains and asks during the build");
    expect((await vantage("data", "--study", own)).code).toBe(0);
    await expectClaimHolds(own);
  });

  it("makes claims of made-up answers that hold, and whose twin fails", async () => {
    const directory = folder();
    await init(directory);
    const own = join(directory, "data", "studies", "example");
    expect((await vantage("data", "--study", own)).code).toBe(0);
    await expectClaimHolds(own);
  });

  it("refuses a model's name without logs, and logs beside the embedded model", async () => {
    const directory = join(folder(), "report");
    const named = await vantage("init", directory, "--model", "llama");
    expect(named).toMatchObject({code: 2, err: expect.stringContaining("got llama alone")});
    const both = await vantage("init", directory, "--embedded", "--from", log());
    expect(both).toMatchObject({
      code: 2,
      err: expect.stringContaining("only one of --from, --server")
    });
    expect(existsSync(directory)).toBe(false);
  });

  it("publishes by actions that are pinned to commits", async () => {
    const directory = folder();
    await init(directory);
    const workflow = read(directory, ".github", "workflows", "pages.yml");
    const used = Array.from(workflow.matchAll(/uses: (\S+)/g), ([, action]) => action);
    expect(used).toHaveLength(4);
    for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  });

  it("names no folder of the machine it was run on", async () => {
    const directory = join(folder(), "report");
    const from = log();
    await init(directory, "--from", from);
    const names = readdirSync(directory, {recursive: true, withFileTypes: true});
    const texts = names
      .filter((entry) => entry.isFile())
      .map(({parentPath, name}) => readFileSync(join(parentPath, name), "latin1"));
    for (const text of texts) expect(text).not.toContain(basename(join(directory, "..")));
    for (const text of texts) expect(text).not.toMatch(/\.making-/);
  });

  it.skipIf(!fixtures)("takes a folder of logs, of a format found out", async () => {
    const directory = join(folder(), "report");
    await init(directory, "--from", join(fixtures as string, "alpacaeval-dev"));
    const [id = ""] = readdirSync(join(directory, "data", "studies"));
    const study = await readStudy(join(directory, "data", "studies", id));
    expect(study.models.length).toBeGreaterThan(2);
  });
});

describe("askedWishes", () => {
  it("asks only for what no flag says, and takes an empty answer for none", async () => {
    const asked: string[] = [];
    const answering = (answer: string) => async (question: string) => {
      asked.push(question);
      return answer;
    };
    const flags = {from: "logs", title: "Mine", license: "MIT"};
    expect(await askedWishes(flags, "report", answering("other"))).toMatchObject(flags);
    expect(asked).toEqual([]);
    const wishes = await askedWishes({title: "Mine"}, "report", answering(""));
    expect(wishes).toEqual({from: undefined, title: "Mine", license: ""});
    expect(asked).toHaveLength(2);
    await askedWishes({from: "logs", license: ""}, "a/report", answering(""));
    expect(asked[2]).toBe("Title (Enter: report)?");
    const embedded = await askedWishes({license: ""}, "a/report", answering("embedded"));
    expect(embedded).toMatchObject({embedded: true});
    const server = await askedWishes({license: ""}, "a/report", answering("http://127.0.0.1/v1"));
    expect(server).toMatchObject({server: "http://127.0.0.1/v1", title: "http://127.0.0.1/v1"});
    expect(asked[4]).toBe("Title (Enter: One small model, twelve contexts)?");
  });
});

describe("the pages of a report", () => {
  it("are the project's own but for the first, in one line each", async () => {
    const directory = folder();
    await init(directory);
    for (const page of ["explore", "data", "provenance"])
      expect(read(directory, "src", `${page}.md`)).toMatch(
        new RegExp(`^<div data-page="${page}" data-study="example"></div>\n\n\`\`\`js`)
      );
    expect(read(directory, "src/index.md")).toContain('data-published="study-files"');
  });
});
