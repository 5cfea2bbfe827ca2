import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {PublishedStudy, StudyData} from "../../src/lib/schema/studyData.js";
import {encodeDistanceTable} from "../../src/lib/tables/distanceTable.js";

const config = [
  'import {seedVersionCache} from "@dkps/vantage/framework";',
  'seedVersionCache("src");',
  'export default {root: "src", title: "A report", globalStylesheets: [], footer: "", pager: false};'
].join("\n");

const page = `# A report of someone else's

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

const study = await FileAttachment("study.json").json();
const files = {"distances.r4.arrow": FileAttachment("distances.r4.arrow").href};
const start = () => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"});
const session = openWorker(start, study, files);
const graph = session.graph("space", {dimension: 2, replicates: 4});
const live = document.querySelector("#live");
graph.onSettled((inputs, error) => error && (live.textContent = error.message));
graph.on("result", (cell) => {
  if (cell.state === "fulfilled") live.textContent = JSON.stringify(cell.value.coordinates.data);
  if (cell.state === "rejected") live.textContent = cell.error.message;
});
invalidation.then(() => session.dispose());
\`\`\`
`;

/** A Framework project of a stranger's: one page, a study's published files, the package. */
export async function writeReport(folder: string, study: StudyData): Promise<void> {
  const source = join(folder, "src");
  mkdirSync(source, {recursive: true});
  writeFileSync(join(folder, "observablehq.config.js"), config);
  writeFileSync(join(source, "index.md"), page);
  const {loadTable, ...published} = study;
  writeFileSync(join(source, "study.json"), JSON.stringify(published satisfies PublishedStudy));
  for (const entry of study.tables) {
    const bytes = encodeDistanceTable({
      ...(await loadTable(entry)),
      models: study.models.map(({model_id}) => model_id),
      queries: study.queries.map(({query_id}) => query_id),
      embedderId: study.embedder.id
    });
    writeFileSync(join(source, entry.file), bytes);
  }
}
