import type {ImportedTables} from "../intake/tableBuilder.js";
import {studySchema} from "../schema/study.js";
import type {DescribedStudy} from "./describedStudy.js";
import {firstModels} from "./firstModels.js";
import {firstStudy} from "./firstStudy.js";
import {isAnswer} from "./isAnswer.js";
import {modelRows} from "./modelRows.js";

/** A study as an import makes it, and the files of it that people may edit. */
export interface ImportedStudy {
  readonly study: DescribedStudy;
  /** `study.json` and `models.csv`, as text */
  readonly files: Readonly<Record<"study.json" | "models.csv", string>>;
  /** models the logs name that answer nothing, and are therefore not listed */
  readonly silent: readonly string[];
}

/**
 * The study that imported tables make by themselves, as the command line would write it and read it
 * back, less the models that answer nothing.
 *
 * @param without further models to leave out
 */
export function importedStudy(
  id: string,
  {models, queries, responses}: Pick<ImportedTables, "models" | "queries" | "responses">,
  format: string,
  without: readonly string[] = []
): ImportedStudy {
  const answering = new Set(responses.filter(isAnswer).map(({model_id}) => model_id));
  const listed = models.filter((model) => answering.has(model) && !without.includes(model));
  const first = firstStudy(id, replicatesOf(responses));
  const rows = listed.map((model_id) => ({
    record: {model_id, label: model_id, source: format},
    where: "models.csv"
  }));
  const described = modelRows({file: "models.csv", rows}, {});
  return {
    study: {id, spec: studySchema.parse(first), queries, ...described},
    files: {
      "study.json": `${JSON.stringify(first, null, 2)}\n`,
      "models.csv": firstModels(listed, format)
    },
    silent: models.filter((model) => !answering.has(model))
  };
}

/** How many answers a question has at most: one more than the last replicate. */
export function replicatesOf(responses: readonly {readonly replicate: number}[]): number {
  return responses.reduce((most, {replicate}) => Math.max(most, replicate + 1), 1);
}
