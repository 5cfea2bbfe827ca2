import type {ResponseRow} from "../schema/tables.js";

/** The parts of an answer that an embedder may look at. */
export type Answer = Pick<
  ResponseRow,
  "model_id" | "query_id" | "replicate" | "response_text" | "choices"
>;

/** Turns answers into vectors, the same content always into the same vector. */
export interface Embedder {
  /** everything the vectors depend on besides the text; part of every key */
  readonly id: string;
  readonly name: string;
  readonly width: number;
  /** true when only spelling counts, not meaning */
  readonly lexical: boolean;
  /** all of an answer that its vector depends on; equal contents are embedded once */
  content(answer: Answer): string;
  /**
   * Vectors of the contents, row-major, contents.length × width.
   *
   * @param cut told the position of each content of which only the beginning counted
   */
  embed(contents: readonly string[], cut?: (index: number) => void): Promise<Float32Array>;
  /** gives back what the embedder holds, if anything; it may be used again afterwards */
  close?(): Promise<void>;
}
