/* What a stranger writes to use the package, as texts: `stranger.test.ts` puts them in a folder. */

/** Every entry, by name, with types. */
export const typedProgram = `import {
  classicalMds, type MdsResult, observableModule, type RunResult, type StudyData
} from "@dkps/vantage";
import {type FigureContext, perspectiveMap} from "@dkps/vantage/components";
import {type PublishedOptions, publishedFigures, siteOutput} from "@dkps/vantage/framework";
import {openPage, openWorker, type PageHandle} from "@dkps/vantage/page";
import "@dkps/vantage/train-worker";
import "@dkps/vantage/try-worker";
import "@dkps/vantage/worker";

export const result: MdsResult = classicalMds(new Float64Array(3), {dimension: 1});
// @ts-expect-error the dimension is a number
classicalMds(new Float64Array(3), {dimension: "1"});
// @ts-expect-error a map needs a run to draw
perspectiveMap({});
export {observableModule, openPage, openWorker, publishedFigures, siteOutput};
export type {FigureContext, PageHandle, PublishedOptions, RunResult, StudyData};
`;

/** Published files from a folder, an analysis, its result as JSON. */
export const nodeProgram = `import {readFileSync} from "node:fs";
import {join} from "node:path";
import {readDistanceTable, runWorkflow} from "@dkps/vantage";
import manifest from "@dkps/vantage/package.json" with {type: "json"};

const folder = process.argv[2];
const published = JSON.parse(readFileSync(join(folder, "study.json"), "utf8"));
const loadTable = async ({file}) => readDistanceTable(readFileSync(join(folder, file)));
const host = {version: manifest.version, now: () => 0};
const run = await runWorkflow({...published, loadTable}, "space", {queryCount: 4}, host);
const {timing, ...rest} = run;
process.stdout.write(JSON.stringify(rest));
`;

/** Framework's own configuration with what the guide adds to it. */
export function addedTo(config: string): string {
  const imported =
    'import {publishedFigures, seedVersionCache} from "@dkps/vantage/framework";\nseedVersionCache("src");\n';
  const added =
    '  globalStylesheets: [],\n  search: false,\n  markdownIt: (md) => md.use(publishedFigures),\n  root: "src",';
  return imported + config.replace('  root: "src",', added);
}

/** The sheet of that page alone. */
export const modelsStyle = '@import "@dkps/vantage/style.css";\n';

/** A page among others. */
export const modelsPage = `---
style: models.css
sidebar: false
toc: false
---

# My models

<div data-controls="queryCount" data-study="mine"></div>

<div data-published="map" data-study="mine"></div>

<div data-published="study-files" data-study="mine"></div>

\`\`\`js
import {openPage} from "@dkps/vantage/page";
openPage(() => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"}), invalidation);
\`\`\`
`;

/** The site's explore page, in one line. */
export const explorePage = `---
style: models.css
sidebar: false
toc: false
---

<div data-page="explore" data-study="mine"></div>

\`\`\`js
import {openPage} from "@dkps/vantage/page";
openPage(() => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"}), invalidation);
\`\`\`
`;

/** A page of one's own making: the worker computes, a component draws. */
export const bundledProgram = `import {perspectiveMap} from "@dkps/vantage/components";
import {openWorker} from "@dkps/vantage/page";

const study = await (await fetch("data/study.json")).json();
const files = Object.fromEntries(study.tables.map(({file}) => [file, new URL("data/" + file, location.href).href]));
const session = openWorker(() => new Worker("worker.js", {type: "module"}), study, files);
const inputs = {};
const graph = session.graph("space", inputs);
graph.onSettled((settled, error) => {
  if (error) throw new Error(error.message);
});
graph.on("result", ({state, value: result}) => {
  if (state !== "fulfilled") return;
  const run = {workflow: "space", inputs, result, warnings: []};
  const context = {document, study, run, width: 640, view: {}, interactive: true};
  document.querySelector("#map").replaceChildren(perspectiveMap(context));
  const {data} = result.coordinates;
  document.querySelector("#coordinates").textContent = JSON.stringify(Array.from(data));
});
`;

export const bundledPage = `<!doctype html>
<meta charset="utf-8">
<title>My models</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<div id="map"></div>
<output id="coordinates"></output>
<script type="module" src="main.js"></script>
`;
