import {DomainError} from "../core/errors.js";
import {suggestion} from "../schema/nearestName.js";
import type {ResponseRow} from "../schema/tables.js";
import {hashNgram, hashNgramWidth} from "./hashNgram.js";

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
  /** vectors of the contents, row-major, contents.length × width */
  embed(contents: readonly string[]): Promise<Float32Array>;
}

const hashNgramEmbedder: Embedder = {
  id: "hash-ngram-512",
  name: "hash-ngram-512",
  width: hashNgramWidth,
  lexical: true,
  content: ({response_text}) => response_text,
  async embed(texts) {
    const vectors = new Float32Array(texts.length * hashNgramWidth);
    texts.forEach((text, i) => {
      hashNgram(text, vectors.subarray(i * hashNgramWidth, (i + 1) * hashNgramWidth));
    });
    return vectors;
  }
};

const builtIn: readonly Embedder[] = [hashNgramEmbedder];

/**
 * The embedder that needs nothing from outside, by name.
 *
 * @throws DomainError for a name that is none of them
 */
export function builtInEmbedder(name: string): Embedder {
  const found = builtIn.find((embedder) => embedder.name === name);
  if (found) return found;
  const names = builtIn.map((embedder) => embedder.name);
  const expected = `embedder: name must be one of ${names.join(", ")}`;
  throw new DomainError(`${expected}; got ${JSON.stringify(name)}${suggestion(name, names)}`);
}
