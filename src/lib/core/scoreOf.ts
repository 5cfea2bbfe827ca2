/** Squares of larger numbers, added up, would leave single precision. */
const largest = 1e15;

/**
 * The number a text writes in digits (`73.4`, `-1e-3`), spaces around it apart; undefined for any other
 * text, a blank one, and a number of 1e15 or more.
 */
export function scoreOf(text: string): number | undefined {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim())) return undefined;
  const value = Number(text);
  return Math.abs(value) < largest ? value : undefined;
}
