const shown = 10;

/** The first ten, and how many more there are. @param count of all, if `items` are the first */
export function capped<T>(items: readonly T[], count = items.length): (T | string)[] {
  const more = count - shown;
  return more > 0 ? [...items.slice(0, shown), `… and ${more} more`] : [...items];
}
