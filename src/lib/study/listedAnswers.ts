import type {AnswerId} from "../intake/answerIndex.js";
import type {DescribedStudy} from "./describedStudy.js";

/** The responses of models, queries and replicates a study lists. */
export function listedAnswers<Row extends AnswerId>(
  study: Pick<DescribedStudy, "models" | "queries" | "spec">,
  responses: readonly Row[]
): Row[] {
  return responses.filter(listedIn(study));
}

/** Whether a response is of a model, query and replicate a study lists. */
export function listedIn({
  models,
  queries,
  spec
}: Pick<DescribedStudy, "models" | "queries" | "spec">): (row: AnswerId) => boolean {
  const modelIds = new Set(models.map(({model_id}) => model_id));
  const queryIds = new Set(queries.map(({query_id}) => query_id));
  return ({model_id, query_id, replicate}) =>
    modelIds.has(model_id) && queryIds.has(query_id) && replicate < spec.replicates;
}
