import type {Answer} from "../../../src/lib/embedding/embedder.js";

/** An answer of model `m`, with log-probabilities of options if any are given. */
export function answer(
  query_id: string,
  response_text: string,
  options?: Readonly<Record<string, number | null>>
): Answer {
  const listed = Object.entries(options ?? {}).map(([text, logprob]) => ({text, logprob}));
  const choices = options ? JSON.stringify(listed) : null;
  return {model_id: "m", query_id, replicate: 0, response_text, choices};
}
