/** Controls, line separators, and what turns the direction of the text around. */
const unshown = /[\p{Cc}\p{Surrogate}\u2028-\u202e\u2066-\u2069]/gu;
const named: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"]
]);

/**
 * Untrusted text for a message: on one line, without commands to a terminal, of bounded length.
 *
 * @param most characters to keep, the end among them; 1000 by default
 * @returns the text with controls and lone surrogates as `\n` or `\u001b`. O(most).
 */
export function oneLine(text: string, most = 1000): string {
  const end = Math.floor(most / 4);
  const short = text.length > most ? `${text.slice(0, most - end)}…${text.slice(-end)}` : text;
  return short.replace(unshown, (found) => named.get(found) ?? escaped(found));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
