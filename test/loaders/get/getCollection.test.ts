import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {quietEffects} from "../../../loaders/effects.js";
import {downloadFile} from "../../../loaders/get/downloadFile.js";
import {getCollection} from "../../../loaders/get/getCollection.js";
import {readRecipes} from "../../../loaders/get/readRecipes.js";
import {parseRecipe, type Recipe} from "../../../loaders/get/recipe.js";
import {sha256} from "../../../src/lib/core/sha256.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {fileServers} from "./fileServer.js";

const folder = temporaryFolders();
const serve = fileServers();
const commit = "c".repeat(40);
const [one, two] = ['[{"output": "one"}]', '[{"output": "zwei ü"}]'];

const recipeText = (files: readonly object[]) => ({
  schemaVersion: 1,
  title: "two files",
  license: {name: "CC0", url: "https://example.org/license"},
  homepage: "https://example.org",
  repository: "https://example.org/repository",
  commit,
  files
});

const recipe = (files: readonly object[]): Recipe =>
  parseRecipe(recipeText(files), "two", "recipes/two.json");

const file = (url: string, path: string, text: string | null) => ({
  url,
  path,
  sha256: text === null ? null : sha256(text),
  bytes: text === null ? null : Buffer.byteLength(text)
});

const get = (asked: Recipe, to: string) => getCollection(asked, to, quietEffects());
const allIn = (at: string) =>
  existsSync(at)
    ? readdirSync(at, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    : [];

describe("getCollection", () => {
  it("fetches every file, and a second time none", async () => {
    const {url, asked} = await serve({[`/${commit}/one`]: one, "/two": two});
    const wanted = recipe([
      file(`${url}/${commit}/one`, "results/a/model_outputs.json", null),
      file(`${url}/two`, "results/b/model_outputs.json", two)
    ]);
    const to = join(folder(), "logs");
    expect((await get(wanted, to)).fetched).toBe(2);
    expect(readFileSync(join(to, "results/a/model_outputs.json"), "utf8")).toBe(one);
    expect(readFileSync(join(to, "results/b/model_outputs.json"), "utf8")).toBe(two);
    const sources = JSON.parse(readFileSync(join(to, "SOURCES.json"), "utf8"));
    expect(sources).toMatchObject({recipe: "two", commit, license: {name: "CC0"}});
    expect(sources.files).toEqual([
      {...wanted.files[0], sha256: sha256(one), bytes: Buffer.byteLength(one)},
      wanted.files[1]
    ]);
    expect(await get(wanted, to)).toMatchObject({fetched: 0, files: sources.files});
    expect(asked).toHaveLength(2);
  });

  it("goes on where it was stopped, and makes a damaged file again", async () => {
    const answers: Record<string, string> = {"/one": one};
    const {url, asked} = await serve(answers);
    const wanted = recipe([file(`${url}/one`, "one", one), file(`${url}/two`, "two", two)]);
    const to = folder();
    await expect(get(wanted, to)).rejects.toThrow(/^get: \S+\/two must answer with 200; got 404$/);
    expect(allIn(to).sort()).toEqual(["SOURCES.json", "one"]);
    answers["/two"] = two;
    expect((await get(wanted, to)).fetched).toBe(1);
    expect(asked).toEqual(["/one", "/two", "/two"]);
    writeFileSync(join(to, "one"), "damaged");
    expect((await get(wanted, to)).fetched).toBe(1);
    expect(readFileSync(join(to, "one"), "utf8")).toBe(one);
  });

  it("keeps nothing of a file with another hash or length", async () => {
    const {url} = await serve({"/one": one});
    for (const [wrong, message] of [
      [{sha256: sha256(two), bytes: null}, `must have sha256 ${sha256(two)}; got ${sha256(one)}`],
      [{sha256: sha256(one), bytes: 5}, "must have 5 bytes; got more"],
      [{sha256: sha256(one), bytes: 500}, `must have 500 bytes; got ${one.length}`]
    ] as const) {
      const to = folder();
      await expect(get(recipe([{url: `${url}/one`, path: "one", ...wrong}]), to)).rejects.toThrow(
        `get: ${url}/one ${message}`
      );
      expect(allIn(to)).toEqual([]);
    }
  });

  it("keeps nothing of a body that breaks off", async () => {
    const {url} = await serve({
      "/told": (_, response) => {
        response.writeHead(200, {"content-length": "1000"});
        response.write(one, () => response.destroy());
      },
      "/chunked": (_, response) => {
        response.writeHead(200);
        response.write(one, () => response.destroy());
      }
    });
    for (const path of ["/told", "/chunked"]) {
      const to = folder();
      await expect(get(recipe([file(url + path, "one", one)]), to)).rejects.toThrow(
        `get: ${url}${path} must come whole; got `
      );
      expect(allIn(to)).toEqual([]);
    }
  });

  it("gives up a server that falls silent, and one that is not there", async () => {
    const {url} = await serve({"/silent": (_, response) => void response.write("[")});
    const wanted = {url: `${url}/silent`, sha256: null, bytes: null};
    await expect(downloadFile(wanted, join(folder(), "one"), 200)).rejects.toThrow(
      `get: ${url}/silent must come whole; got nothing for 0.2 s`
    );
    const gone = {...wanted, url: "http://127.0.0.1:9/one"};
    await expect(downloadFile(gone, join(folder(), "one"))).rejects.toThrow(
      "get: http://127.0.0.1:9/one must come whole; got "
    );
  });

  it("follows a redirect within the host, and to no other", async () => {
    const other = await serve({"/one": one});
    const to = (location: string) => (_: unknown, response: import("node:http").ServerResponse) => {
      response.writeHead(302, {location});
      response.end();
    };
    const {url} = await serve({
      "/one": one,
      "/moved": to("/one"),
      "/away": to(`${other.url}/one`),
      "/plain": to("http://example.org/one"),
      "/file": to("file:///etc/passwd"),
      "/round": to("/round")
    });
    const fetched = await get(recipe([file(`${url}/moved`, "one", one)]), folder());
    expect(fetched.fetched).toBe(1);
    for (const [path, message] of [
      ["/away", "must not lead to another host; got 127.0.0.1:"],
      ["/plain", "address must be https"],
      ["/file", "address must be https"],
      ["/round", "must redirect at most 5 times"]
    ] as const)
      await expect(get(recipe([file(url + path, "one", one)]), folder())).rejects.toThrow(message);
    expect(other.asked).toEqual([]);
  });

  it("writes nothing through a link out of the folder, nor over a file of another's", async () => {
    const {url} = await serve({"/one": one});
    const [to, outside] = [folder(), folder()];
    symlinkSync(outside, join(to, "results"));
    const wanted = recipe([file(`${url}/one`, "results/deep/one", one)]);
    await expect(get(wanted, to)).rejects.toThrow(`get: files must stay in ${to}; got a link to`);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(join(to, "results"));
    mkdirSync(join(to, "results", "deep"), {recursive: true});
    writeFileSync(join(to, "results", "deep", "one"), "mine");
    await expect(get(wanted, to)).rejects.toThrow("got another file (move it away)");
    expect(readFileSync(join(to, "results", "deep", "one"), "utf8")).toBe("mine");
  });
});

describe("a recipe", () => {
  const url = "https://example.org/one";

  it.each([
    "../one",
    "/etc/one",
    "a/../../one",
    "a//one",
    "",
    ".",
    "..",
    ".ssh/one",
    "a\\..\\one",
    "C:/one",
    "a/\u0000one",
    "sources.json"
  ])("with the path %j is refused", (path) => {
    expect(() => recipe([file(url, path, one)])).toThrow(
      /^recipes\/two\.json: files\.0: path must/
    );
  });

  it.each(["http://example.org/one", "file:///one", "https://me:secret@example.org/one", "one"])(
    "with the address %j is refused",
    (address) => {
      expect(() => recipe([file(address, "one", one)])).toThrow("address must be https");
    }
  );

  it("pins every file by its hash or by the commit", () => {
    expect(() => recipe([file(url, "one", null)])).toThrow("url must name the commit");
    expect(() => recipe([file(url, "one", one), file(url, "ONE", one)])).toThrow("this file alone");
  });

  it("that comes with Vantage is one, and pins one repository", async () => {
    const all = await readRecipes();
    expect(all.map(({name}) => name)).toEqual(["alpaca-eval"]);
    for (const {files} of all)
      for (const {url: address} of files) expect(new URL(address).protocol).toBe("https:");
  });
});
