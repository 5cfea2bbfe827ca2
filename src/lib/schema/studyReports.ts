import type {Warning} from "../core/warning.js";

/** What a published study says of its own answers: who answered what, and how alike all were asked. */
export interface StudyReports {
  readonly coverage?: CoverageReport;
  /** absent where nothing is known of how models were asked */
  readonly alignment?: AlignmentReport;
}

/** Which models answered which queries, small enough to be published whatever the study's size. */
export interface CoverageReport {
  readonly models: number;
  readonly queries: number;
  /** pairs of a model and a query with at least one usable answer */
  readonly answered: number;
  /** queries every model answered */
  readonly complete: number;
  /** how many models have gaps; `gaps` lists those with most */
  readonly gapped: number;
  readonly gaps: readonly {
    readonly model_id: string;
    readonly missing: number;
    /** the first of them */
    readonly queries: readonly string[];
  }[];
  /** leaving out the first `drop` models of those with gaps, most first, leaves `complete` queries */
  readonly frontier: readonly {
    readonly drop: number;
    /** the first of these */
    readonly models: readonly string[];
    readonly complete: number;
  }[];
  readonly grid: CoverageGrid;
}

/**
 * The table of models × queries in blocks. Models with most gaps come first, else both are in the
 * study's order; a block is `modelsPerBlock` × `queriesPerBlock`, those at the ends may be smaller.
 */
export interface CoverageGrid {
  readonly modelsPerBlock: number;
  readonly queriesPerBlock: number;
  /** positions of the models in the study's list, in the grid's order */
  readonly order: readonly number[];
  /** a text per row of blocks, a digit per block: 0 none missing, 9 all, else 1 to 8 by share */
  readonly rows: readonly string[];
}

/** How alike models were asked: what is known to differ. */
export interface AlignmentReport {
  readonly facts: readonly {
    readonly name: string;
    /** datasets for which models differ; null: all queries */
    readonly datasets: readonly (string | null)[];
    /** distinct values, cut where long, with the models that have each */
    readonly values: readonly {readonly value: string; readonly models: readonly string[]}[];
  }[];
  /** models asked alike, so far as is known */
  readonly setups: readonly {readonly name: string; readonly models: readonly string[]}[];
  /** models of which too little is known */
  readonly unplaced: readonly string[];
  /** queries answered by two models or more, by what is known of their prompts */
  readonly prompts: {
    readonly shared: number;
    readonly compared: number;
    readonly different: number;
    readonly unknown: number;
  };
  /** `PROMPTS_DIFFER`, if they do */
  readonly warnings: readonly Warning[];
}
