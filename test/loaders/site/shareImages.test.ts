import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {shareImages} from "../../../loaders/site/shareImages.js";
import {socialSvg} from "../../../loaders/site/socialImage.js";
import {space, study} from "../../components/sample.js";
import {temporaryFolders} from "../temporaryFolder.js";

const newFolder = temporaryFolders();
const page = `<html><head><title>A & $& page</title></head><ul data-study="sample" class="vantage-files"></ul></html>`;

async function published() {
  const dataRoot = newFolder();
  await mkdir(join(dataRoot, "sample", "results"), {recursive: true});
  await writeFile(join(dataRoot, "sample", "study.json"), JSON.stringify(study));
  const run = {workflow: "space", study: "sample", inputs: {}, result: space, warnings: []};
  await writeFile(join(dataRoot, "sample", "results", "space.json"), JSON.stringify(run));
  return dataRoot;
}

it("draws a picture of the map, and names it in the pages that show the study", async () => {
  const folder = newFolder();
  const finish = await shareImages(folder, await published());
  const png = await readFile(join(folder, "_social", "sample.png"));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  const html = finish(page, "s/sample/index.html");
  expect(html).toContain('<meta property="og:image" content="../../_social/sample.png">');
  expect(html).toContain('<meta property="og:title" content="A & $& page">');
  const other = page.replace("sample", "other");
  expect(finish(other, "index.html")).toBe(other);
});

it("names it absolutely where it is known where the site will stand", async () => {
  const address = "https://example.org/report";
  const finish = await shareImages(newFolder(), await published(), address);
  expect(finish(page, "guide/a.html")).toContain(`content="${address}/_social/sample.png"`);
});

it("shows every model, the title as outlines, and no title in letters it does not have", () => {
  const svg = socialSvg({...study, title: "Who <b>read</b> what?"}, space);
  expect(svg.match(/<circle/g)).toHaveLength(space.models.length);
  expect(svg.match(/<path/g)).toHaveLength(2);
  expect(svg).not.toContain("read");
  expect(socialSvg({...study, title: "模型"}, space)).not.toContain("<path");
});
