import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import type {AnswerFacts} from "../../src/lib/study/answerFacts.js";
import {answerKey} from "../embed/embedResponses.js";
import type {Rows} from "../store/rows.js";

/** A response without its texts: some 300 bytes, however much it says. */
export interface AnswerDigest extends AnswerFacts {
  readonly source_ref: string;
  /** the store's name for what an embedder reads of it */
  readonly key: string;
}

/**
 * Goes through responses once and keeps of each what the later stages need.
 *
 * @param seen told every row, whole
 */
export async function digestAnswers(
  responses: Rows<ResponseRow>,
  embedder: Pick<Embedder, "id" | "content">,
  seen: (row: ResponseRow) => void = () => {}
): Promise<AnswerDigest[]> {
  const digests: AnswerDigest[] = [];
  const same = createSame();
  for await (const row of responses) {
    seen(row);
    digests.push({
      model_id: same(row.model_id),
      query_id: same(row.query_id),
      replicate: row.replicate,
      status: same(row.status),
      prompt_hash: row.prompt_hash === null ? null : same(row.prompt_hash),
      response_text: {length: row.response_text.length},
      source_ref: row.source_ref,
      key: answerKey(embedder, row)
    });
  }
  return digests;
}

/** Gives equal texts as one in memory. */
function createSame(): <Text extends string>(text: Text) => Text {
  const known = new Map<string, string>();
  return <Text extends string>(text: Text) => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return (first ?? text) as Text;
  };
}
