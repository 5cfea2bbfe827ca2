import type {Study} from "../study/readStudy.js";

/** Texts are compared by beginnings of at most this many characters first. */
const mostStart = 12;

/**
 * Tells whether a text repeats one of a study's questions, whatever the case and the spaces; of a
 * study that publishes its questions, never.
 *
 * Complexity: one look-up a character of the text.
 */
export function repeatedQuestions({
  spec,
  queries
}: Pick<Study, "spec" | "queries">): (text: string) => boolean {
  if (spec.publish.queries === "text") return () => false;
  const questions = queries.map(({query_text}) => plain(query_text)).filter((text) => text !== "");
  const width = Math.min(mostStart, ...questions.map(({length}) => length));
  const byStart = new Map<string, string[]>();
  for (const question of questions) {
    const start = question.slice(0, width);
    byStart.set(start, [...(byStart.get(start) ?? []), question]);
  }
  return (text) => {
    const searched = plain(text);
    for (let at = 0; at + width <= searched.length; at++)
      for (const question of byStart.get(searched.slice(at, at + width)) ?? [])
        if (searched.startsWith(question, at)) return true;
    return false;
  };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
