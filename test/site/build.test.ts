import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {importedStudy} from "../cli/importedStudy.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {smallSite, vantageIn} from "./smallSite.js";

const folder = temporaryFolders();
const lines = (text: string) => text.trim().split("\n");

describe("vantage build", {timeout: 120_000}, () => {
  it("takes the studies that are gone off the site and says which", async () => {
    const root = await smallSite(folder(), ["kept", "gone"]);
    await vantageIn(root, "data");
    expect(readdirSync(join(root, "src", "data"))).toEqual(["gone", "kept"]);
    rmSync(join(root, "data", "studies", "gone"), {recursive: true});
    const {code, stderr} = await vantageIn(root, "build", "--frozen");
    expect(code).toBe(0);
    expect(stderr).toContain("withdrawn: gone, which is no longer in data/studies\n");
    expect(readdirSync(join(root, "src", "data"))).toEqual(["kept"]);
    expect(existsSync(join(root, "dist", "index.html"))).toBe(true);
  });

  it("neither builds nor removes a folder nobody published", async () => {
    const root = await smallSite(folder(), ["kept"]);
    await vantageIn(root, "data");
    mkdirSync(join(root, "src", "data", "own"));
    writeFileSync(join(root, "src", "data", "own", "study.json"), "{}");
    const {code, stderr} = await vantageIn(root, "build", "--frozen");
    expect([code, lines(stderr)]).toEqual([1, [expect.stringContaining("got src/data/own")]]);
    expect(existsSync(join(root, "src", "data", "own", "study.json"))).toBe(true);
  });

  it("refuses a study outside the site in one line, before any work", async () => {
    const directory = folder();
    const root = await smallSite(directory, []);
    const study = await importedStudy(directory);
    for (const verb of ["build", "dev"]) {
      const {code, stderr} = await vantageIn(root, verb, "--study", study);
      expect([code, lines(stderr).length]).toEqual([2, 1]);
      expect(stderr).toContain(`got ${study} (put its folder there, or type vantage run space`);
    }
    expect(existsSync(join(study, ".vantage"))).toBe(false);
  });

  it("comes next only for a study of the site", async () => {
    const directory = folder();
    const root = await smallSite(directory, ["kept"]);
    const study = await importedStudy(directory);
    for (const verb of ["data", "status"]) {
      const outside = await vantageIn(root, verb, "--study", study);
      expect(lines(outside.stderr).at(-1)).toBe(`next: npx vantage run space --study ${study}`);
      const inside = await vantageIn(root, verb, "--study", join("data", "studies", "kept"));
      expect(lines(inside.stderr).at(-1)).toBe("next: npx vantage build");
    }
  });

  it("names every published file that is missing or damaged and leaves the site alone", async () => {
    const root = await smallSite(folder(), ["kept"]);
    expect((await vantageIn(root, "build")).code).toBe(0);
    const before = readFileSync(join(root, "dist", "index.html"), "utf8");
    const out = join("src", "data", "kept");
    rmSync(join(root, out, "distances.r1.arrow"));
    rmSync(join(root, out, "results", "space.json"));
    const {code, stderr} = await vantageIn(root, "build", "--frozen");
    const files = `${out}/distances.r1.arrow, ${out}/results/space.json missing or damaged`;
    expect([code, lines(stderr)]).toEqual([1, [expect.stringContaining(files)]]);
    expect(readFileSync(join(root, "dist", "index.html"), "utf8")).toBe(before);
    expect((await vantageIn(root, "build")).code).toBe(0);
  });

  it("leaves the earlier site as it was if a page fails", async () => {
    const root = await smallSite(folder(), ["kept"]);
    await vantageIn(root, "build");
    const before = readdirSync(join(root, "dist"), {recursive: true});
    writeFileSync(join(root, "src", "broken.md"), "# Broken\n\n```js\nconst = 1;\n```\n");
    const {code, stderr} = await vantageIn(root, "build", "--frozen");
    expect([code, stderr]).toEqual([1, expect.stringContaining("broken.html: a cell that does")]);
    expect(readdirSync(join(root, "dist"), {recursive: true})).toEqual(before);
    expect(readdirSync(root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
  });
});
