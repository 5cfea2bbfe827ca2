import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {PublishedStudy, StudyData} from "../../src/lib/schema/studyData.js";
import {encodeDistanceTable} from "../../src/lib/tables/distanceTable.js";
import {runWorkflow} from "../../src/workflows/run.js";

const config = [
  'import {publishedFigures, seedVersionCache} from "@dkps/vantage/framework";',
  'seedVersionCache("src");',
  "const markdownIt = (md) => md.use(publishedFigures);",
  'export default {root: "src", title: "A report", globalStylesheets: [], footer: "", markdownIt};'
].join("\n");

/** By hand: the package's functions and its worker, called from a page's own cells. */
const index = `# A report of someone else's

<p id="local"></p>
<p id="live">waiting</p>

\`\`\`js
import {classicalMds, squaredDistances, fromRows} from "@dkps/vantage";

const corners = squaredDistances(fromRows([[0, 0], [3, 0], [0, 4]]));
const {coordinates} = classicalMds(corners, {dimension: 2});
document.querySelector("#local").textContent = JSON.stringify(Array.from(coordinates.data));
\`\`\`

\`\`\`js
import {openWorker} from "@dkps/vantage/page";

const study = await FileAttachment("data/synthetic/study.json").json();
const files = {"distances.r4.arrow": FileAttachment("data/synthetic/distances.r4.arrow").href};
const start = () => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"});
const session = openWorker(start, study, files);
const graph = session.graph("space", {dimension: 2, replicates: 4});
const live = document.querySelector("#live");
graph.onSettled((inputs, error) => error && (live.textContent = error.message));
graph.on("result", (cell) => {
  if (cell.state === "fulfilled") live.textContent = JSON.stringify(Array.from(cell.value.coordinates.data));
  if (cell.state === "rejected") live.textContent = cell.error.message;
});
invalidation.then(() => session.dispose());
\`\`\`
`;

/** By placeholders: what a report's pages look like. */
const explore = `# Explore

<div data-published="map"></div>

<div data-controls="queryCount"></div>

<p><span data-published="space-sentence"></span></p>

<div data-published="study-files"></div>

\`\`\`js
import {openPage} from "@dkps/vantage/page";
openPage(() => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"}), invalidation);
\`\`\`
`;

/** A Framework project of a stranger's: two pages, a published study, the package. */
export async function writeReport(folder: string, study: StudyData): Promise<void> {
  const source = join(folder, "src");
  await publish(join(source, "data", study.id), study);
  writeFileSync(join(folder, "observablehq.config.js"), config);
  writeFileSync(join(source, "index.md"), index);
  writeFileSync(join(source, "explore.md"), explore);
}

async function publish(out: string, study: StudyData): Promise<void> {
  mkdirSync(join(out, "results"), {recursive: true});
  const {loadTable, ...published} = study;
  writeFileSync(join(out, "study.json"), JSON.stringify(published satisfies PublishedStudy));
  const run = await runWorkflow(study, "space", {}, {version: "0", now: () => 0});
  writeFileSync(join(out, "results", "space.json"), JSON.stringify(run));
  for (const entry of study.tables) {
    const bytes = encodeDistanceTable({
      ...(await loadTable(entry)),
      models: study.models.map(({model_id}) => model_id),
      queries: study.queries.map(({query_id}) => query_id),
      embedderId: study.embedder.id
    });
    writeFileSync(join(out, entry.file), bytes);
  }
}
