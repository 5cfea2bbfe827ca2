import {spawn} from "node:child_process";
import {once} from "node:events";
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, describe, expect, it, vi} from "vitest";
import {initCommand} from "../../cli/init.js";
import {packageVersion} from "../../cli/packageVersion.js";
import {readStudy} from "../../loaders/study/readStudy.js";
import {chatServers, completion, error} from "../loaders/init/chatServers.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {root} from "../repo/sources.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const serve = chatServers();
const read = (...path: readonly string[]) => readFileSync(join(...path), "utf8");

/** `init` with a package that is made at once. */
async function init(...words: readonly string[]) {
  const pack = async (vendor: string) => {
    mkdirSync(vendor);
    writeFileSync(join(vendor, `dkps-vantage-${packageVersion()}.tgz`), "packed");
  };
  await initCommand(undefined, pack).exitOverride().parseAsync(words, {from: "user"});
}

afterEach(() => vi.unstubAllEnvs());

describe("vantage init --server", () => {
  it("makes a report whose study runs, with every answer in it and no key", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-secret-of-mine");
    const {seen, url} = await serve(["big:1b", "small"], ({method, authorization}, {system}) => {
      if (authorization === undefined) return error(401, "a key, please");
      if (method !== "POST" || !system.includes("child")) return undefined;
      return completion("small", "cut of", "length");
    });
    const directory = join(folder(), "report");
    await init(directory, "--server", `${url}/v1`);
    expect(seen).toHaveLength(1 + 1 + 2 * 4 * 12 * 2);
    const own = join(directory, "data", "studies", "answers");
    const {models, queries, spec} = await readStudy(own);
    expect([models.length, queries.length, spec.replicates]).toEqual([8, 12, 2]);
    const contexts = ["none", "terse", "child", "skeptic"];
    expect(models.map(({model, context}) => `${model} ${context}`)).toEqual(
      ["big:1b", "small"].flatMap((model) => contexts.map((context) => `${model} ${context}`))
    );
    expect(spec.defaults).toEqual({classification: {label: "model"}});
    expect(spec.description).toContain("Answers of big:1b, small: each under 4 contexts");
    expect(spec.publish.responses).toBe("none");
    expect(read(own, "claims.json")).toBe("[]\n");
    expect(read(directory, "data", "answers.jsonl").split("\n")).toHaveLength(192 + 1);
    expect(read(directory, "README.md")).toContain("--queries data/questions.csv");
    expect((await vantage("data", "--study", own)).code).toBe(0);
    const {code, out} = await vantage("run", "space", "--study", own, "--json");
    expect(code).toBe(0);
    const {models: points, queriesUsed} = JSON.parse(out).result;
    expect([points, queriesUsed.length]).toEqual([models.map(({model_id}) => model_id), 12]);
    const files = readdirSync(directory, {recursive: true, withFileTypes: true});
    for (const file of files.filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name), "latin1")).not.toContain("secret");
  }, 60_000);

  it("asks questions of one's own, of the models that are named", async () => {
    const {seen, url} = await serve(["a", "b", "c"]);
    const directory = join(folder(), "report");
    const own = join(folder(), "questions.csv");
    writeFileSync(own, "query_id,query_text\nsea,What is the sea?\nsky,What is the sky?\n");
    await init(directory, "--server", url, "--model", "b", "--model", "c", "--queries", own);
    expect(new Set(seen.slice(1).map(({body}) => body.model))).toEqual(new Set(["b", "c"]));
    const study = await readStudy(join(directory, "data", "studies", "answers"));
    expect(study.queries.map(({query_id}) => query_id)).toEqual(["sea", "sky"]);
    expect(read(directory, "data", "questions.csv")).toBe(read(own));
  });

  it("says that nobody answers, and leaves nothing behind", async () => {
    const parent = folder();
    const {code, err} = await vantage(
      "init",
      join(parent, "deep", "report"),
      "--server",
      "http://127.0.0.1:9/v1"
    );
    expect(code).toBe(1);
    expect(err).toContain("init: GET http://127.0.0.1:9/v1/models must be answered; got no answer");
    expect(readdirSync(parent)).toEqual([]);
  });

  it("keeps answers that came before a failure, and a report can be made of them", async () => {
    let answers = 0;
    const {url} = await serve(["tiny"], ({method}) =>
      method === "POST" && ++answers > 40 ? error(404, "the model was unloaded") : undefined
    );
    const directory = join(folder(), "report");
    const {code, err} = await vantage("init", directory, "--server", url);
    expect(code).toBe(1);
    expect(err).toContain("got 404: the model was unloaded");
    expect(readdirSync(directory)).toEqual(["data"]);
    const answersPath = join(directory, "data", "answers.jsonl");
    expect(read(answersPath).trim().split("\n")).toHaveLength(40);
    const [, next = ""] = /: npx vantage init (.*)/.exec(err) ?? [];
    await init(...next.split(" "));
    const study = await readStudy(join(`${directory}-2`, "data", "studies", "answers"));
    expect(study.models).toHaveLength(8);
    expect(study.models).toContainEqual(expect.objectContaining({context: "terse"}));
  });

  it("keeps answers that came before it was interrupted", async () => {
    const {seen, url} = await serve(["tiny"], () =>
      seen.length > 20 ? {silent: true} : undefined
    );
    const directory = join(folder(), "report");
    const args = [join(root, "bin", "vantage.js"), "init", directory, "--server", url];
    const child = spawn(process.execPath, args, {stdio: ["ignore", "ignore", "pipe"]});
    const ended = once(child, "exit");
    await expect.poll(() => seen.length, {timeout: 30_000}).toBeGreaterThan(22);
    child.kill("SIGINT");
    expect((await ended)[0]).toBe(130);
    expect(readdirSync(directory)).toEqual(["data"]);
    expect(read(directory, "data", "answers.jsonl").trim().split("\n").length).toBeGreaterThan(15);
  }, 60_000);

  it("refuses a server beside logs, and two names for logs", async () => {
    const directory = join(folder(), "report");
    const address = "http://127.0.0.1:9";
    const both = await vantage("init", directory, "--server", address, "--embedded");
    expect(both).toMatchObject({code: 2, err: expect.stringContaining("and --embedded may be")});
    const names = ["--model", "a", "--model", "b"];
    const two = await vantage("init", directory, "--from", "logs", ...names);
    expect(two).toMatchObject({
      code: 2,
      err: expect.stringContaining("must be one name; got a, b")
    });
    expect(existsSync(directory)).toBe(false);
  });
});
