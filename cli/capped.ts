const shown = 10;

/** The first ten, and how many more there are. */
export function capped<T>(items: readonly T[]): (T | string)[] {
  const more = items.length - shown;
  return more > 0 ? [...items.slice(0, shown), `… and ${more} more`] : [...items];
}
