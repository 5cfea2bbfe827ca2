import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {PublishedStudy, TableEntry} from "../../src/lib/schema/studyData.js";
import {type DescribedAnswers, describeStudy} from "../../src/lib/study/describeStudy.js";
import {rowsKey} from "../store/contentKey.js";
import type {Study} from "../study/readStudy.js";

/**
 * The small facts of a study as they go out, with the names of its canonical tables.
 *
 * @param responsesKey `rowsKey` of the whole responses
 */
export function publishedStudy(
  study: Study,
  asked: DescribedAnswers,
  embedder: Embedder,
  tables: readonly TableEntry[],
  responsesKey: string
): PublishedStudy {
  const {scores, setups} = asked;
  return describeStudy(study, asked, embedder, tables, {
    models: rowsKey(study.models),
    queries: rowsKey(study.queries),
    responses: responsesKey,
    ...(scores.length > 0 ? {scores: rowsKey(scores)} : {}),
    ...(setups.length > 0 ? {setups: rowsKey(setups)} : {})
  });
}
