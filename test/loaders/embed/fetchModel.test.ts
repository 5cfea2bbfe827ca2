import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {afterEach, describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {embedStudy} from "../../../loaders/embed/embedStudy.js";
import {openEmbedder} from "../../../loaders/embed/openEmbedder.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {studyStatus} from "../../../loaders/study/studyStatus.js";
import type {EmbedderSpec} from "../../../src/lib/schema/study.js";
import {answers, importAnswers} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const revision = "0123456789abcdef0123456789abcdef01234567";
const repository = "sentence-transformers/all-MiniLM-L6-v2";
const at = `/${repository}/resolve/${revision}/`;
const files: Record<string, string> = {
  "config.json": '{"hidden_size": 4, "max_position_embeddings": 8}',
  "tokenizer.json": "{}",
  "tokenizer_config.json": "{}",
  "onnx/model.onnx": "weights ".repeat(50_000),
  "onnx/small.onnx": "few"
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type Fault = (file: string) => "cut" | "missing" | "other-commit" | undefined;

/** A hub on the loopback: JSON at once, weights by a redirect, as the real one does. */
async function hub(fault: Fault = () => undefined) {
  const seen: string[] = [];
  const server = createServer(({url = ""}, response) => {
    seen.push(url);
    if (url.startsWith("/cdn/")) {
      const body = files[url.slice(5)] ?? "";
      const cut = fault(url.slice(5)) === "cut";
      response.writeHead(200, {"content-length": body.length});
      if (!cut) return response.end(body);
      response.write(body.slice(0, 1000), () => response.socket?.destroy());
      return;
    }
    const file = url.startsWith(at) ? url.slice(at.length) : "";
    if (files[file] === undefined || fault(file) === "missing") {
      response.writeHead(404).end();
      return;
    }
    const commit = fault(file) === "other-commit" ? "f".repeat(40) : revision;
    if (file.endsWith(".onnx")) response.writeHead(302, {location: `/cdn/${file}`}).end();
    else response.writeHead(200, {"x-repo-commit": commit}).end(files[file]);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const HF_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {seen, access: {fetch, environment: {HF_ENDPOINT}}};
}

async function study(embedder: EmbedderSpec) {
  const directory = folder();
  await importAnswers(directory, answers(["a", "b", "c"], 1));
  const path = join(directory, "study", "study.json");
  const spec = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({...spec, embedder}));
  return readStudy(join(directory, "study"));
}

describe("models by name", () => {
  it("are downloaded once, whole, with their hashes, and then need no network", async () => {
    const {seen, access} = await hub();
    const found = await study({name: "all-MiniLM-L6-v2", revision});
    const embedder = await openEmbedder(found, [], access);
    expect(seen).toEqual([
      `${at}config.json`,
      `${at}tokenizer.json`,
      `${at}tokenizer_config.json`,
      `${at}onnx/model.onnx`,
      "/cdn/onnx/model.onnx"
    ]);
    expect(embedder.id).toMatch(/^all-MiniLM-L6-v2@[0-9a-f]{12} .* width=4 mean l2 max=8$/);
    const models = join(found.directory, ".vantage/models");
    expect(readdirSync(models)).toEqual([`all-MiniLM-L6-v2@${revision}`]);
    const weights = join(models, `all-MiniLM-L6-v2@${revision}`, "onnx/model.onnx");
    expect(JSON.parse(readFileSync(`${weights}.origin.json`, "utf8"))).toEqual({
      repository,
      revision,
      file: "onnx/model.onnx",
      sha256: createHash("sha256").update(readFileSync(weights)).digest("hex"),
      bytes: files["onnx/model.onnx"]?.length
    });
    expect((await openEmbedder(found, [], {})).id).toBe(embedder.id);
    const full = {...found, spec: {...found.spec, embedder: {name: repository, revision}}};
    expect((await openEmbedder(full, [], {})).id).toBe(embedder.id);
    expect(seen).toHaveLength(5);
  });

  it("has further weights of a model fetched beside the others", async () => {
    const {seen, access} = await hub();
    const found = await study({name: repository, revision});
    const first = await openEmbedder(found, [], access);
    const embedder = {name: repository, revision, file: "onnx/small.onnx"};
    const other = await openEmbedder({...found, spec: {...found.spec, embedder}}, [], access);
    expect(other.id).not.toBe(first.id);
    expect(seen.slice(5)).toEqual([`${at}onnx/small.onnx`, "/cdn/onnx/small.onnx"]);
  });

  it.each([
    ["cut", "onnx/model.onnx", /must give a whole file; got .+$/],
    ["missing", "tokenizer.json", /tokenizer.json must give a whole file; got 404 Not Found$/],
    ["other-commit", "config.json", /got it from commit f{40}$/]
  ] as const)("leave nothing behind when a file is %s", async (kind, bad, message) => {
    const {access} = await hub((file) => (file === bad ? kind : undefined));
    const found = await study({name: repository, revision});
    await expect(openEmbedder(found, [], access)).rejects.toThrow(message);
    const models = join(found.directory, ".vantage/models");
    expect(existsSync(models) ? readdirSync(models) : []).toEqual([]);
    const {access: mended} = await hub();
    expect((await openEmbedder(found, [], mended)).width).toBe(4);
  });

  it("are never downloaded by a build or by status, which say what is missing", async () => {
    const found = await study({name: repository, revision});
    const {directory} = found;
    const out = join(directory, "out");
    const message = `embedder: ${repository} must be downloaded (vantage embed does, with the network); got no config.json in `;
    const offline = quietEffects();
    await expect(bringUpToDate(directory, {out, effects: offline})).rejects.toThrow(message);
    await expect(embedStudy(directory, offline)).rejects.toThrow(message);
    const vectors = (await studyStatus(directory, out, "0")).find((x) => x.stage === "vectors");
    expect(vectors?.state).toBe("missing");
    expect(vectors?.why).toContain(message);
  });

  it.each([
    [
      {name: repository},
      `embedder: revision of ${repository} must be a commit, 40 hex digits; got none (copy one from https://huggingface.co/${repository}/commits/main)`
    ],
    [{name: "all-MiniLM-L6-v2", revision: "main"}, '40 hex digits; got "main"'],
    [{name: repository, revision, file: "../../x.onnx"}, 'got "../../x.onnx"'],
    [{name: repository, revision, api: "tei"}, "revision; got api"],
    [{name: "someone/else", revision}, 'or a model\'s folder; got "someone/else"']
  ] as const)("refuses %j", async (embedder, message) => {
    const {access, seen} = await hub();
    await expect(openEmbedder(await study(embedder), [], access)).rejects.toThrow(message);
    expect(seen).toEqual([]);
  });

  it("prefers a folder of the study that has the name", async () => {
    const found = await study({name: repository});
    mkdirSync(join(found.directory, repository, "onnx"), {recursive: true});
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(found.directory, repository, file), text);
    expect((await openEmbedder(found, [])).width).toBe(4);
  });
});
