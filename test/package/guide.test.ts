import {mkdirSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {patternOf, readerIn, stepsOf} from "../docs/tutorial.js";
import {root} from "../repo/sources.js";
import {oneAtATime} from "./oneAtATime.js";

const page = (name: string) => readFileSync(join(root, "src", "guide", `${name}.md`), "utf8");
const above = mkdtempSync(join(tmpdir(), "vantage-tutorial-"));
const folder = join(above, "my-models");
const quiet = {
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_prefer_offline: "true"
};
const blockNetwork = pathToFileURL(join(root, "test/package/blockNetwork.mjs")).href;

afterAll(() => rmSync(above, {recursive: true, force: true}), 60_000);

describe("the guide's tutorial from logs to a report", () => {
  const reader = readerIn(folder, quiet);

  beforeAll(async () => {
    const [pack, install] = stepsOf(page("index"));
    if (pack?.kind !== "type" || install?.kind !== "type") throw new Error("no commands to type");
    mkdirSync(folder);
    // The project is installed where its tests run, and the folder is not beside it.
    const packing = pack.commands.replace("npm ci\n", "").replaceAll("../my-models", folder);
    const packed = await oneAtATime(async () => readerIn(root, quiet).type(packing));
    expect(packed.code, packed.told).toBe(0);
    const installed = readerIn(above, quiet).type(
      `cd my-models\n${install.commands.replace("cd ../my-models\n", "")}`
    );
    expect(installed.code, installed.told).toBe(0);
  }, 300_000);

  const steps = stepsOf(page("report"));

  it("has commands to type and files to save", () => {
    expect(steps.filter(({kind}) => kind === "save")).toHaveLength(2);
    expect(steps.filter((step) => step.kind === "type" && step.shown)).toHaveLength(6);
  });

  it.each(
    steps.map((step) => ({name: step.kind === "save" ? step.file : step.commands.trim(), step}))
  )("$name", ({step}) => {
    if (step.kind === "save") return reader.save(step.file, step.text);
    const {code, printed, told} = reader.type(step.commands);
    expect(code, told).toBe(0);
    if (step.shown) expect(printed).toMatch(patternOf(step.shown));
  });

  it("ends with a site that shows the map and says that the claim holds", () => {
    const html = readFileSync(join(folder, "my-report", "dist", "index.html"), "utf8");
    expect(html).toContain("<svg");
    expect(html).toMatch(/Holds[\s\S]*can be told from what it says about things/);
  });

  it("asks no network once installed", () => {
    const guarded = readerIn(join(folder, "my-report"), {
      ...quiet,
      NODE_OPTIONS: `--import=${blockNetwork}`
    });
    const {code, told} = guarded.type("npm run build");
    expect(code, told).toBe(0);
  });
});
