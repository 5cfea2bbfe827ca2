import {invalidFile} from "./readJson.js";

/** Where the keys of a file came first, so that a repetition is refused and the rest survives. */
export class FirstSeen {
  private readonly places = new Map<string, string>();

  /** @param what what must be unique, for the error */
  constructor(private readonly what: string) {}

  /**
   * Notes the keys of a record, all or none.
   *
   * @throws DataError if one of them came before, here or in an earlier record
   */
  add(keys: readonly string[], where: string): void {
    keys.forEach((key, i) => {
      const first = keys.indexOf(key) < i ? where : this.places.get(key);
      const got = `${key.length > 80 ? `${key.slice(0, 80)}…` : key} again, first in ${first}`;
      if (first !== undefined) throw invalidFile(where, `${this.what} must be unique`, got);
    });
    for (const key of keys) this.places.set(key, where);
  }
}
