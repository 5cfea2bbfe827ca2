import {cpSync, existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, describe, expect, it} from "vitest";
import {onnxEmbedder} from "../../../loaders/embed/onnxEmbedder.js";
import type {Embedder} from "../../../src/lib/embedding/embedder.js";
import type {EmbedderOptions} from "../../../src/lib/schema/study.js";
import {temporaryFolders} from "../temporaryFolder.js";

const fixtures = process.env.VANTAGE_FIXTURES;
const folder = temporaryFolders();
const texts = [
  "The cat sat on the mat.",
  "",
  "Interest rates rose again in March, and banks did not like it at all.",
  "yes",
  "A dog ran over the green hill to the river. ".repeat(5)
];

describe.skipIf(fixtures === undefined)("onnxEmbedder on real models (VANTAGE_FIXTURES)", () => {
  const opened: Embedder[] = [];
  afterEach(async () => {
    for (const embedder of opened.splice(0)) await embedder.close?.();
  });
  const model = (name: string) => join(fixtures ?? "", "models", name);
  const ppmi = model("ppmi-svd-256-wordpiece");
  const file = "onnx/model_quantized.onnx";

  async function open(options: Partial<EmbedderOptions> = {}, from = ppmi): Promise<Embedder> {
    expect(existsSync(from)).toBe(true);
    const embedder = await onnxEmbedder(from, {name: from, file, ...options});
    opened.push(embedder);
    return embedder;
  }

  /** The same model under another name, without its weights being copied twice a test. */
  function renamed(name: string): string {
    const copy = join(folder(), name);
    cpSync(ppmi, copy, {recursive: true});
    return copy;
  }

  async function vectors(embedder: Embedder, given: readonly string[] = texts) {
    const all = await embedder.embed(given);
    const {width} = embedder;
    return given.map((_, i) => all.slice(i * width, (i + 1) * width));
  }

  const norm = (vector: Float32Array) => Math.hypot(...vector);
  const apart = (a?: Float32Array, b?: Float32Array) =>
    Math.max(...Array.from(a ?? [], (x, i) => Math.abs(x - (b?.[i] as number))));

  it("gives unit vectors, and zero for an empty text", async () => {
    for (const [name, width, weights] of [
      ["ppmi-svd-256-wordpiece", 256, file],
      ["word2vec-googlenews-8k", 300, undefined]
    ] as const) {
      const embedder = await open({file: weights}, model(name));
      expect(embedder.width).toBe(width);
      const found = await vectors(embedder);
      found.forEach((vector, i) => {
        expect(norm(vector)).toBeCloseTo(texts[i] === "" ? 0 : 1, 5);
      });
    }
  });

  it("leaves lengths alone when asked to", async () => {
    const [raw] = await vectors(await open({normalize: false}));
    expect(Math.abs(norm(raw as Float32Array) - 1)).toBeGreaterThan(0.01);
  });

  it("does not depend on the order of a batch, nor on padding", async () => {
    const embedder = await open();
    const together = await vectors(embedder);
    const backwards = (await vectors(embedder, [...texts].reverse())).reverse();
    for (const [i, text] of texts.entries()) {
      const [alone] = await vectors(embedder, [text]);
      expect(apart(together[i], backwards[i])).toBeLessThan(1e-6);
      expect(apart(together[i], alone)).toBeLessThan(1e-6);
    }
  });

  it("puts the prefix before every text but an empty one", async () => {
    const [plain, prefixed] = [await open(), await open({prefix: "the river bank: "})];
    const [a, b] = [await vectors(plain), await vectors(prefixed)];
    expect(apart(a[0], b[0])).toBeGreaterThan(0.01);
    expect(norm(b[1] as Float32Array)).toBe(0);
    const [spelled] = await vectors(plain, [`the river bank: ${texts[0]}`]);
    expect(apart(b[0], spelled)).toBeLessThan(1e-6);
    expect(plain.id).not.toBe(prefixed.id);
  });

  it("refuses a text over the limit, or cuts it and says so", async () => {
    const long = "river ".repeat(9118);
    await expect((await open()).embed(["a", long])).rejects.toThrow(
      "embed: text has 9,120 tokens, limit is 512; set truncate: true to allow it"
    );
    const cutting = await open({maxTokens: 4, truncate: true});
    const cut: number[] = [];
    const given = ["cat dog", "cat dog river hill"];
    const all = await cutting.embed(given, (i) => cut.push(i));
    expect(cut).toEqual([1]);
    expect(apart(all.slice(0, 256), all.slice(256))).toBeLessThan(1e-6);
  });

  it("keeps neighbours the better the wider it cuts", async () => {
    const words = "cat dog horse river lake sea king queen bank money red green run walk".split(
      " "
    );
    const whole = await vectors(await open(), words);
    const nearest = (rows: readonly Float32Array[]) =>
      rows.map((a, i) => {
        const dots = rows.map((b, j) =>
          i === j ? -2 : a.reduce((s, x, k) => s + x * (b[k] ?? 0), 0)
        );
        return dots.indexOf(Math.max(...dots));
      });
    const wanted = nearest(whole);
    const kept = [];
    for (const width of [4, 256]) {
      const rows = await vectors(await open({width}), words);
      expect(rows[0]).toHaveLength(width);
      for (const row of rows) expect(norm(row)).toBeCloseTo(1, 5);
      kept.push(nearest(rows).filter((j, i) => j === wanted[i]).length);
    }
    expect(kept[1]).toBeGreaterThan(kept[0] as number);
  });

  it("names in its id all that changes vectors, and not where the folder is", async () => {
    const options = [
      {},
      {width: 64},
      {pooling: "cls"},
      {normalize: false},
      {maxTokens: 9},
      {truncate: true}
    ] as const;
    const ids = [];
    for (const each of options) ids.push((await open(each)).id);
    expect(new Set(ids).size).toBe(options.length);
    expect((await open({}, renamed("ppmi-svd-256-wordpiece"))).id).toBe(ids[0]);
    expect(ids[0]).toMatch(
      /^ppmi-svd-256-wordpiece@[0-9a-f]{12} tokenizer=[0-9a-f]{8} prefix="" width=256 mean l2 max=512$/
    );
  });

  it("wants one of nomic's prefixes for nomic's models, and allows them 8192 tokens", async () => {
    const nomic = renamed("nomic-embed-text-v1.5");
    const expected =
      "embed: prefix must be one of search_query, search_document, clustering, classification; got ";
    await expect(open({}, nomic)).rejects.toThrow(`${expected}none`);
    await expect(open({prefix: "cluster"}, nomic)).rejects.toThrow(`${expected}"cluster"`);
    const embedder = await open({prefix: "clustering", maxTokens: 8192}, nomic);
    const [a] = await vectors(embedder);
    const [b] = await vectors(await open(), [`clustering: ${texts[0]}`]);
    expect(apart(a, b)).toBeLessThan(1e-6);
    const first = renamed("nomic-embed-text-v1");
    await expect(open({prefix: "clustering", width: 64}, first)).rejects.toThrow(
      "embed: width of nomic-embed-text-v1 must be 256; got 64"
    );
  });

  it.each([
    [{width: 300}, "embed: width of ppmi-svd-256-wordpiece must be at most 256; got 300"],
    [
      {maxTokens: 9000},
      "embed: maxTokens of ppmi-svd-256-wordpiece must be at most 8192; got 9000"
    ],
    [{file: "../x.onnx"}, 'embed: file must lie in the model\'s folder; got "../x.onnx"'],
    [{file: "onnx/none.onnx"}, "embed: model's folder must hold onnx/none.onnx; got "]
  ])("refuses %j", async (options, message) => {
    await expect(open(options)).rejects.toThrow(message);
  });

  it("refuses weights that are none and a model of another kind, in one line", async () => {
    const broken = renamed("broken");
    mkdirSync(join(broken, "other"));
    writeFileSync(join(broken, "other/model.onnx"), "no model");
    const embedder = await open({file: "other/model.onnx"}, broken);
    await expect(embedder.embed(["a"])).rejects.toThrow(
      /^embed: other\/model.onnx must be a model ONNX Runtime reads; got .*$/
    );
    const config = JSON.parse(readFileSync(join(broken, "config.json"), "utf8"));
    writeFileSync(join(broken, "config.json"), JSON.stringify({...config, hidden_size: 128}));
    await expect((await open({}, broken)).embed(["a"])).rejects.toThrow(
      "embed: last_hidden_state of broken must be float32 of 1 × 3 × 128; got float32 of 1 × 3 × 256"
    );
  });
});
