/** Deeper than any log, and far from the end of the stack of what reads or writes it. */
export const deepestJson = 500;

/**
 * Whether JSON nests lists and objects more than 500 deep, which `JSON.parse` reads and what walks
 * over the value later may not survive. Brackets within texts are none. O(length).
 */
export function isTooDeep(text: string): boolean {
  if (text.length <= 2 * deepestJson) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = closingQuote(text, at);
    else if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth--;
    if (depth > deepestJson) return true;
  }
  return false;
}

/** Where the text that begins at a quote ends. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === 0x5c) first--;
  return (at - first) % 2 === 1;
}
