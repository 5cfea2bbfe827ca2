import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {PublishedStudy, TableEntry} from "../../src/lib/schema/studyData.js";
import {describeStudy} from "../../src/lib/study/describeStudy.js";
import {rowsKey} from "../store/contentKey.js";
import type {Study} from "../study/readStudy.js";
import type {StudyResponses} from "../study/studyResponses.js";

/** The small facts of a study as they go out, with the names of its canonical tables. */
export function publishedStudy(
  study: Study,
  asked: Omit<StudyResponses, "collected">,
  embedder: Embedder,
  tables: readonly TableEntry[]
): PublishedStudy {
  const {responses, scores, setups} = asked;
  return describeStudy(study, asked, embedder, tables, {
    models: rowsKey(study.models),
    queries: rowsKey(study.queries),
    responses: rowsKey(responses),
    ...(scores.length > 0 ? {scores: rowsKey(scores)} : {}),
    ...(setups.length > 0 ? {setups: rowsKey(setups)} : {})
  });
}
