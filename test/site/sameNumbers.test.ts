import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {openStudy} from "../../loaders/study/openStudy.js";
import {nodeHands, nodePause} from "../../src/worker/nodeHands.js";
import {workflows} from "../../src/workflows/registry.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {differences} from "./differences.js";
import {launch, openPage} from "./openPages.js";
import {runInPage} from "./runInPage.js";
import {inputSets, longSets} from "./sameNumbersInputs.js";

const executable = inject("chromium");
const [site] = inject("sites");
const root = inject("root");
const threads = [1, 2, 4];
const document = join(root, "docs", "same-numbers.md");
const row = /^\| `(\w+)` \| (\d+) \| (\d+) \| ([\d.e+-]+) \| ([\d.e+-]+) \|$/gm;

/** Relative difference allowed where numbers are not whole: of rounding, carried through a workflow. */
const tolerances: Readonly<Record<string, number>> = {
  space: 1e-12,
  regression: 1e-9,
  classification: 1e-12,
  pair: 1e-12
};

/** Each result as JSON says it, with numbers that JSON lacks as text; a refusal as its message. */
async function inNode(
  name: string,
  sets: readonly Readonly<Record<string, unknown>>[],
  count: number
): Promise<unknown[]> {
  const study = await openStudy(join(root, "src", "data", "exposure"));
  const hands = nodeHands(count - 1);
  const host = {version: "test", now: () => performance.now(), hands, pause: nodePause};
  const results: unknown[] = [];
  for (const given of sets)
    results.push(
      await runWorkflow(study, name, given, host).then(
        ({result, inputs, warnings}) => plain({result, inputs, warnings}),
        ({message}) => ({refused: message})
      )
    );
  hands.close();
  return results;
}

function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, each) => {
    if (ArrayBuffer.isView(each)) return Array.from(each as Float64Array);
    return typeof each === "number" && !Number.isFinite(each) ? String(each) : each;
  });
  return JSON.parse(text);
}

describe.skipIf(!executable)("Node and Chromium", {timeout: 600_000}, () => {
  const rows: string[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("are compared on every workflow", () => {
    expect(Object.keys(inputSets).sort()).toEqual([...workflows.keys()].sort());
  });

  it.each(Object.keys(inputSets))("give the same numbers: %s", async (name) => {
    const sets = inputSets[name] ?? [];
    const found = await compare(name, sets, 1, await inNode(name, sets, 1));
    const tolerance = tolerances[name] as number;
    expect(found.greatest).toBeLessThanOrEqual(tolerance);
    const cells = [
      `\`${name}\``,
      sets.length,
      found.numbers,
      tell(found.greatest),
      tell(tolerance)
    ];
    rows.push(`| ${cells.join(" | ")} |`);
    if (!process.env.UPDATE_DOCS) expect(found.greatest).toBeLessThanOrEqual(claimed(name) * 1.05);
  });

  it.each(Object.entries(longSets))("give them on 1, 2 and 4 threads: %s", async (name, set) => {
    const alone = await inNode(name, [set], 1);
    for (const count of threads) {
      if (count > 1) expect(await inNode(name, [set], count)).toEqual(alone);
      const {greatest, started} = await compare(name, [set], count, alone);
      expect(greatest).toBeLessThanOrEqual(tolerances[name] as number);
      // The page's worker, and the threads it has started beside its own.
      expect(started).toBe(count);
    }
  });

  async function compare(
    name: string,
    sets: readonly Readonly<Record<string, unknown>>[],
    count: number,
    ours: readonly unknown[]
  ) {
    const folder = join(inject("folder"), "_import", "worker");
    const file = readdirSync(folder).find((each) => /^browser\.\w+\.js$/.test(each));
    const {page} = await openPage(browser, `${site}s/exposure/explore`);
    const script = `${site}_import/worker/${file}`;
    let started = 0;
    page.on("worker", () => started++);
    const theirs = await page.evaluate(runInPage, {script, name, sets, threads: count});
    expect(theirs).toHaveLength(sets.length);
    let [greatest, numbers] = [0, 0];
    theirs.forEach((result, i) => {
      const compared = differences(ours[i], result);
      expect(compared.places, JSON.stringify(sets[i])).toEqual([]);
      greatest = Math.max(greatest, compared.greatest);
      numbers += compared.numbers;
    });
    await page.context().close();
    return {greatest, numbers, started};
  }

  it("are said to be so in the docs", () => {
    const text = readFileSync(document, "utf8");
    if (process.env.UPDATE_DOCS)
      writeFileSync(
        document,
        text.replace(
          /(\|---.*\n)[\s\S]*?(<!-- end -->)/,
          (_, head, end) => `${head}${rows.join("\n")}\n${end}`
        )
      );
    const told = [...readFileSync(document, "utf8").matchAll(row)];
    expect(told.map(([, name]) => name)).toEqual(Object.keys(inputSets));
    for (const [, name = "", sets, , , tolerance] of told) {
      expect(Number(sets)).toBe(inputSets[name]?.length);
      expect(Number(tolerance)).toBe(tolerances[name]);
    }
  });
});

const tell = (value: number) => (value === 0 ? "0" : value.toExponential(1));

/** The greatest difference that the docs state. */
function claimed(name: string): number {
  const told = [...readFileSync(document, "utf8").matchAll(row)].find(([, each]) => each === name);
  return told ? Number(told[4]) : Number.NaN;
}
