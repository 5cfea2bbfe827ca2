import {Int32, Table, tableToIPC, Utf8, vectorFromArray} from "apache-arrow";
import {searchable} from "./answerSearch.js";
import type {ShownAnswer} from "./answerShard.js";

/**
 * The answers of a published file as an Arrow IPC stream, one row an answer: `model`, `question`,
 * `replicate` (Int32), `status` and `text` (Utf8; null where it is withheld), ready to be searched.
 *
 * @param questions positions in the study, one for each array of `answers`
 */
export function encodeAnswersTable(
  questions: readonly number[],
  answers: readonly (readonly ShownAnswer[])[]
): Uint8Array {
  const rows = answers.flatMap((own, i) =>
    own.map((answer) => ({...answer, question: questions[i]}))
  );
  const whole = (name: "model" | "question" | "replicate") =>
    vectorFromArray(
      rows.map((row) => row[name]),
      new Int32()
    );
  const words = (texts: readonly (string | null)[]) => vectorFromArray(texts, new Utf8());
  const table = new Table({
    model: whole("model"),
    question: whole("question"),
    replicate: whole("replicate"),
    status: words(rows.map(({status}) => status)),
    text: words(rows.map(({text}) => (text === null ? null : searchable(text))))
  });
  return tableToIPC(table, "stream");
}
