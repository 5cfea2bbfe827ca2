import type {ResponseRow} from "../schema/tables.js";
import type {DescribedStudy} from "./describedStudy.js";

/** The responses of models, queries and replicates a study lists. */
export function listedAnswers(
  {models, queries, spec}: Pick<DescribedStudy, "models" | "queries" | "spec">,
  responses: readonly ResponseRow[]
): ResponseRow[] {
  const modelIds = new Set(models.map(({model_id}) => model_id));
  const queryIds = new Set(queries.map(({query_id}) => query_id));
  return responses.filter(
    ({model_id, query_id, replicate}) =>
      modelIds.has(model_id) && queryIds.has(query_id) && replicate < spec.replicates
  );
}
