import type {Author, CovariateSpec} from "./study.js";
import type {StudyReports} from "./studyReports.js";

/** One model: its id, how to name it, and one entry per covariate column (null where unknown). */
export interface ModelRow {
  readonly model_id: string;
  readonly label: string;
  readonly family: string | null;
  readonly [covariate: string]: string | number | boolean | null;
}

/** One query; `query_text` is null when the study publishes hashes only. */
export type QueryRow = {
  readonly query_id: string;
  readonly query_text: string | null;
  readonly query_hash: string;
  readonly dataset: string | null;
  readonly category: string | null;
};

/**
 * Squared distances between the models, one row per query: the table every subset, weighting or
 * bootstrap of queries is a sum of.
 *
 * `squared` is m × n(n−1)/2, query-major, each row condensed in the order of `core/condensed`; NaN
 * where either model lacks an answer. `dispersion` is m × n: trace of the covariance of one answer's
 * embedding over replicates; NaN for a single replicate. `replicates` is the prefix of replicates
 * averaged.
 */
export interface DistanceTable {
  readonly metric: "euclidean" | "energy";
  readonly replicates: number;
  readonly encoding: "float32" | "uint8";
  readonly hash: string;
  readonly squared: Float32Array;
  readonly dispersion: Float32Array;
}

/** What a table's file is called and holds, as listed in a published study. */
export interface TableEntry {
  readonly file: string;
  readonly metric: "euclidean" | "energy";
  readonly replicates: number;
  readonly encoding: "float32" | "uint8";
  readonly hash: string;
  readonly bytes: number;
}

/** A file of answers' texts, as listed in a published study: read only when a reader asks for one. */
export interface AnswerFileEntry {
  readonly file: string;
  /** positions of its queries in the study's queries, ascending */
  readonly queries: readonly number[];
  /** sha256 of the file's bytes */
  readonly hash: string;
  readonly bytes: number;
}

/** What of the answers' texts is published, and where. */
export interface PublishedAnswers {
  /** the study's policy: of all queries, of a sample of them, of none */
  readonly policy: "all" | "sample" | "none";
  readonly files: readonly AnswerFileEntry[];
  /** answers without their text, because they repeat a question whose text is not published */
  readonly withheld: number;
}

/** A study's small facts, as published in `study.json` beside its tables. */
export interface PublishedStudy extends StudyReports {
  readonly schemaVersion: 1;
  /** what was recorded of each model and query; absent: its answers */
  readonly kind?: "scores";
  /** how models were made that Vantage made and asked itself; absent: it asked none */
  readonly source?: "embedded-ngram" | "embedded-context";
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly license: string;
  /** absent in studies published before authors were */
  readonly authors?: readonly Author[];
  /** works the study stands on, in BibTeX; absent: it names none */
  readonly references?: string;
  readonly seed: number;
  readonly replicates: number;
  readonly embedder: {readonly id: string; readonly name: string; readonly lexical: boolean};
  readonly missing: "drop-queries" | "drop-models" | "fail";
  readonly models: readonly ModelRow[];
  readonly queries: readonly QueryRow[];
  readonly covariates: Readonly<Record<string, CovariateSpec>>;
  readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly tables: readonly TableEntry[];
  /** sha256 of each canonical table, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Answers by status, e.g. {"ok": 9594, "empty": 5, "missing": 1}. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Recorded answers of models, queries or replicates the study does not list; absent: none. */
  readonly unlisted?: number;
  /** Texts of answers; absent: none is published. */
  readonly answers?: PublishedAnswers;
}

/**
 * A study as workflows see it: the small facts at once, its distance tables on demand (a page loads
 * only the replicate prefix it shows). `loadTable` reads one entry of `tables` and keeps nothing:
 * callers cache.
 */
export interface StudyData extends PublishedStudy {
  readonly loadTable: (entry: TableEntry) => Promise<DistanceTable>;
}
