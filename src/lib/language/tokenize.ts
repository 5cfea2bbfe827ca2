const TOKEN = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[.,;:!?]/gu;
const SENTENCE_END = /^[.!?]$/;
const PUNCTUATION = /^[.,;:!?]$/;

/**
 * The words and punctuation marks of a text, in order. The first word of each sentence loses its
 * capital, so that a capital elsewhere marks a name; everything that is neither letter, digit nor
 * one of `. , ; : ! ?` separates tokens and is dropped.
 *
 * @param text any string; "" gives []
 */
export function tokenize(text: string): string[] {
  const tokens = text.match(TOKEN) ?? [];
  return tokens.map((token, i) =>
    i === 0 || isSentenceEnd(tokens[i - 1] as string) ? lowerFirst(token) : token
  );
}

/**
 * Tokens as text: one space between words, none before punctuation, a capital at the start of each
 * sentence. `tokenize(joinTokens(tokens))` returns tokens that came from `tokenize`.
 */
export function joinTokens(tokens: readonly string[]): string {
  let text = "";
  let starts = true;
  for (const token of tokens) {
    if (text !== "" && !PUNCTUATION.test(token)) text += " ";
    text += starts ? upperFirst(token) : token;
    starts = isSentenceEnd(token);
  }
  return text;
}

/** Whether a token ends a sentence. */
export function isSentenceEnd(token: string): boolean {
  return SENTENCE_END.test(token);
}

/** The text with its first letter in upper case. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
