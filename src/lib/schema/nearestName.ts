/**
 * The known name most like a mistyped one, for error messages and suggestions.
 *
 * Optimal string alignment distance without regard to case; a name that contains the other counts
 * as one edit per missing three characters, so that `gpt-4-0613` finds `gpt4_0613`.
 *
 * @param name what was written
 * @param names what is known, in order of preference among equals
 * @returns the nearest name, or undefined when none is near (over two edits and over 40 % of the
 * longer length). O(|name| · Σ|names|).
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.slice(0, 200).toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of names) {
    const other = candidate.slice(0, 200).toLowerCase();
    const edits = Math.min(editDistance(wanted, other), containment(wanted, other));
    const limit = Math.max(2, 0.4 * Math.max(wanted.length, other.length));
    if (edits < least && edits <= limit) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}

/** ` (did you mean "x"?)` when a known name is near, else nothing. */
export function suggestion(name: string, names: Iterable<string>): string {
  const nearest = nearestName(name, names);
  return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
}

function containment(a: string, b: string): number {
  if (a.length < 3 || b.length < 3 || !(a.includes(b) || b.includes(a)))
    return Number.POSITIVE_INFINITY;
  return 1 + Math.abs(a.length - b.length) / 3;
}

/** Levenshtein distance with two rolling rows. */
function editDistance(a: string, b: string): number {
  let above = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    above = row;
  }
  return above[b.length] as number;
}
