/** Text that UTF-8 can hold: lone surrogates become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** A row with every text of it well-formed. */
export function wellFormedRow<T extends object>(row: T): T {
  const fields = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "string" ? wellFormed(value) : value
  ]);
  return Object.fromEntries(fields) as T;
}
