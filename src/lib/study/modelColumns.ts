import type {CovariateSpec} from "../schema/study.js";
import type {ModelRow} from "../schema/studyData.js";

/** The models of a published study with their covariates. */
export interface ModelColumns {
  readonly models: readonly ModelRow[];
  readonly covariates: Readonly<Record<string, CovariateSpec>>;
}

/** Adds a covariate, null where a model has no value; one of that name that is there stays. */
export function withColumn(
  columns: ModelColumns,
  name: string,
  spec: CovariateSpec,
  values: ReadonlyMap<string, string | number>
): ModelColumns {
  if (Object.hasOwn(columns.covariates, name)) return columns;
  return {
    models: columns.models.map((row) => ({...row, [name]: values.get(row.model_id) ?? null})),
    covariates: {...columns.covariates, [name]: spec}
  };
}
