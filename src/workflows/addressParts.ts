/** The version of the addresses that are read and written here; an address says it only from the second on. */
export const addressVersion = 1;

/** The longest filter that a page takes from an address, in UTF-16 units. */
export const longestFilter = 1000;

/** A page's address taken apart, and what of it could not be used. */
export interface AddressParts {
  /** text by name, in the order of the address */
  readonly parts: ReadonlyMap<string, string>;
  /** what was passed over and why, for people */
  readonly notes: readonly string[];
}

/** Search parameters that belong to others (analytics, previews) and are passed over in silence. */
const foreign = /^(utm_|fbclid|gclid|ref$)/;

/**
 * Take the search part of an address apart. A name given twice counts for neither value: which one was
 * meant cannot be known.
 *
 * @param search e.g. `?queryCount=10&regression.method=knn`; `v` is the version, absent: 1
 */
export function addressParts(search: string): AddressParts {
  const entries = [...new URLSearchParams(search)].filter(([name]) => !foreign.test(name));
  const names = entries.map(([name]) => name);
  const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  const isOnce = ([name]: readonly [string, string]) => name !== "v" && !twice.has(name);
  const version = entries.find(([name]) => name === "v")?.[1];
  return {
    parts: new Map(entries.filter(isOnce)),
    notes: [...versionNotes(version), ...[...twice].map((name) => `${brief(name)}: given twice`)]
  };
}

/** A part of an address for people: cut where it is long, since anybody may have written it. */
export function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function versionNotes(version: string | undefined): string[] {
  if (version === undefined || version === String(addressVersion)) return [];
  return /^[1-9]\d*$/.test(version)
    ? [`v=${brief(version)}: written by a newer version; read as version ${addressVersion}`]
    : [`v=${brief(version)}: must be a version, ${addressVersion} at most`];
}
