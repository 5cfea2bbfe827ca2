/** What an export wrote. */
export interface ExportReport {
  readonly format: string;
  readonly out: string;
  /** names of the files in `out`; empty if `out` is the file */
  readonly files: readonly string[];
  /** answers written, errors and missing ones not counted */
  readonly rows: number;
  /** what was left out and how numbers came about, for people */
  readonly notes: readonly string[];
}
