import type {CovariateSpec, StudySpec} from "../schema/study.js";
import type {ModelTableRow, QueryTableRow} from "../schema/tables.js";

/** What people write about a study, read and validated, wherever it lies. */
export interface DescribedStudy {
  readonly id: string;
  readonly spec: StudySpec;
  readonly models: readonly ModelTableRow[];
  readonly queries: readonly QueryTableRow[];
  /** works the study stands on, in BibTeX */
  readonly references?: string | undefined;
  /** the declared covariates, and those found as further columns of the models */
  readonly covariates: Readonly<Record<string, CovariateSpec>>;
}
