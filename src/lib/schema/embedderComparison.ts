/** What a setting of the embedder changes, one thing at a time. */
export type Varied = "buckets" | "cut" | "characters" | "prefix" | "embedder";

/** One way to embed the answers: what is varied, and to what. */
export interface EmbedderSetting {
  readonly varied: Varied;
  /** a width, a number of characters, a prefix, a name; the published value is among them */
  readonly value: number | string;
}

/** What a setting does to the space and to the conclusions. */
export interface ComparedSetting extends EmbedderSetting {
  /** width of the vectors */
  readonly width: number;
  /** mean length of the difference to the published vectors; null where widths differ */
  readonly shift: number | null;
  /** correlation of the distances between models with the published ones, null if all are equal */
  readonly pearson: number | null;
  readonly spearman: number | null;
  readonly dimension: number;
  /** first two coordinates by model, turned onto the published ones and brought to their size */
  readonly points: readonly (readonly [number, number])[];
  /** share of models whose class is told; null where the study has none to tell */
  readonly accuracy: number | null;
  /** why there is no space: all else is null or empty */
  readonly refused?: string;
  /** mean absolute error of the amount predicted; null where the study has none */
  readonly error: number | null;
}

/** `embedders.json`: a study's space and conclusions under other settings of its embedder. */
export interface EmbedderComparison {
  readonly schemaVersion: 1;
  /** ids, in the order of every list of points */
  readonly models: readonly string[];
  readonly queries: number;
  readonly replicates: number;
  readonly label: string | null;
  readonly covariate: string | null;
  readonly chance: number | null;
  readonly baseline: number | null;
  readonly published: ComparedSetting;
  readonly settings: readonly ComparedSetting[];
}
