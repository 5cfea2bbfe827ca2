import {mkdtemp, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {PublishedStudy, StudyData} from "../../src/lib/schema/studyData.js";
import {encodeDistanceTable} from "../../src/lib/tables/distanceTable.js";

/** Write a study's tables to a temporary folder as published files; returns where each of them is. */
export async function publishSynthetic(study: StudyData) {
  const folder = await mkdtemp(join(tmpdir(), "vantage-worker-"));
  const files: Record<string, string> = {};
  for (const entry of study.tables) {
    const bytes = encodeDistanceTable({
      ...(await study.loadTable(entry)),
      models: study.models.map(({model_id}) => model_id),
      queries: study.queries.map(({query_id}) => query_id),
      embedderId: study.embedder.id
    });
    files[entry.file] = join(folder, entry.file);
    await writeFile(join(folder, entry.file), bytes);
  }
  const {loadTable: _, ...published} = study;
  return {folder, files, published: published as PublishedStudy};
}
