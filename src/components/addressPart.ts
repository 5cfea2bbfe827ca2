/** Names of an address that begin so belong to the search, all others to the inputs of the page. */
export const searchPrefix = "answers.";

/** The part of an address that is the search's own, or the rest; empty or beginning with `?`. */
export function addressPart(search: string, isOfSearch: boolean): string {
  const parts = [...new URLSearchParams(search)].filter(
    ([name]) => name.startsWith(searchPrefix) === isOfSearch
  );
  return parts.length > 0 ? `?${new URLSearchParams(parts)}` : "";
}

/** Two parts of an address as one. */
export function joinAddress(first: string, second: string): string {
  return first === "" ? second : first + second.replace("?", "&");
}
