/** A stretch of a text around what was found in it; `hit` is empty where it was not found again. */
export interface Snippet {
  readonly before: string;
  readonly hit: string;
  readonly after: string;
}

/**
 * The first place where a term stands in a text, whatever the case, with so many characters around it.
 *
 * @param around characters (code units) shown on each side, cut at a space where there is one near
 */
export function snippet(text: string, term: string, around = 70): Snippet {
  const {folded, offsets} = fold(text);
  const wanted = fold(term).folded;
  const at = wanted === "" ? -1 : folded.indexOf(wanted);
  if (at < 0) return {before: "", hit: "", after: cutEnd(text, 2 * around)};
  const [start, end] = [offsets[at] as number, offsets[at + wanted.length] as number];
  return {
    before: cutStart(text.slice(0, start), around),
    hit: text.slice(start, end),
    after: cutEnd(text.slice(end), around)
  };
}

/**
 * A text in lower case, each character by itself as DuckDB does it, with the offset in the text that
 * each code unit comes from.
 */
function fold(text: string): {readonly folded: string; readonly offsets: readonly number[]} {
  const offsets: number[] = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    const lower = character.toLowerCase();
    for (let i = 0; i < lower.length; i++) offsets.push(at);
    folded += lower;
    at += character.length;
  }
  return {folded, offsets: [...offsets, at]};
}

function cutStart(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(-most);
  const space = kept.indexOf(" ");
  return `… ${kept.slice(space >= 0 && space < most / 2 ? space + 1 : 0)}`;
}

function cutEnd(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most);
  const space = kept.lastIndexOf(" ");
  return `${space > most / 2 ? kept.slice(0, space) : kept} …`;
}
