import {stream} from "../../src/lib/random/stream.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {listedIn} from "../../src/lib/study/listedAnswers.js";
import {encodeAnswerShard, type ShownAnswer} from "../../src/lib/tables/answerShard.js";
import {type Rows, rowsWhere} from "../store/rows.js";
import type {Study} from "../study/readStudy.js";
import {repeatedQuestions} from "./repeatedQuestions.js";

/** A file of answers ready to be written. */
export interface AnswerFile {
  readonly file: string;
  /** positions of its queries */
  readonly queries: readonly number[];
  readonly text: string;
}

/** A file is closed at this many characters, so that reading one answer fetches little … */
const leastFile = 2 ** 18;
/** … but a page links every file, so there are about so many at most. */
const mostFiles = 256;

/**
 * The positions of the queries whose answers a study publishes: all, none, or a sample of a tenth of
 * them, at least 1 and at most 20, drawn with the study's seed.
 */
export function shownQueries({spec, queries}: Pick<Study, "spec" | "queries">): number[] {
  const {responses} = spec.publish;
  if (responses === "none") return [];
  if (responses === "all") return queries.map((_, j) => j);
  const count = Math.min(20, Math.max(1, Math.round(queries.length / 10)));
  const drawn = stream(spec.seed, "publish", "answers").sample(queries.length, count);
  return [...drawn].sort((a, b) => a - b);
}

/**
 * The texts of a study's answers as files, under its publish policy: queries in order, answers by
 * model and replicate. Where the queries' texts are not published, an answer that repeats one is
 * left without its text.
 */
export async function answerFiles(
  study: Study,
  responses: Rows<ResponseRow>
): Promise<{readonly files: AnswerFile[]; readonly withheld: number}> {
  const shown = shownQueries(study);
  const answers = await answersByQuery(study, responses, shown);
  const total = answers.flat().reduce((sum, {text}) => sum + (text?.length ?? 0), 0);
  const most = Math.max(leastFile, total / mostFiles);
  const withheld = answers.flat().filter(({text}) => text === null).length;
  return {files: groups(answers, most).map((part, i) => fileOf(part, shown, answers, i)), withheld};
}

function fileOf(
  part: readonly number[],
  shown: readonly number[],
  answers: readonly (readonly ShownAnswer[])[],
  i: number
): AnswerFile {
  return {
    file: `answers/${i}.json`,
    queries: part.map((k) => shown[k] as number),
    text: encodeAnswerShard(part.map((k) => answers[k] as readonly ShownAnswer[]))
  };
}

/** Answers to each of the shown queries. */
async function answersByQuery(
  study: Study,
  responses: Rows<ResponseRow>,
  shown: readonly number[]
): Promise<ShownAnswer[][]> {
  const modelAt = new Map(study.models.map(({model_id}, i) => [model_id, i]));
  const answers = new Map(
    shown.map((j) => [study.queries[j]?.query_id as string, [] as ShownAnswer[]])
  );
  const repeats = repeatedQuestions(study);
  for await (const row of rowsWhere(responses, listedIn(study)))
    answers.get(row.query_id)?.push({
      model: modelAt.get(row.model_id) as number,
      replicate: row.replicate,
      status: row.status,
      text: repeats(row.response_text) ? null : row.response_text,
      finishReason: row.finish_reason
    });
  for (const own of answers.values())
    own.sort((a, b) => a.model - b.model || a.replicate - b.replicate);
  return [...answers.values()];
}

/** Consecutive positions, a group closed once its texts reach a length. */
function groups(answers: readonly (readonly ShownAnswer[])[], most: number): number[][] {
  const found: number[][] = [];
  let length = most;
  answers.forEach((own, k) => {
    if (length >= most) {
      found.push([]);
      length = 0;
    }
    found.at(-1)?.push(k);
    length += own.reduce((sum, {text}) => sum + (text?.length ?? 0), 0);
  });
  return found;
}
