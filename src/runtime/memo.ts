import {isRefusal} from "../lib/core/errors.js";
import type {Warning} from "../lib/core/warning.js";

/** A computed value with what it was computed from: `id` stands for it in the keys of cells below. */
export interface Memoized {
  readonly id: string;
  readonly value: unknown;
  readonly warnings: readonly Warning[];
  readonly milliseconds: number;
  /** whether it was ended early on request, with what there was */
  readonly isCut?: boolean;
}

/** Recent values of every cell, found again by what they were made from. */
export interface Memo {
  /** The value made from `key` by `owner`, computed by `make` unless it is at hand. */
  recall(owner: object, key: string, make: () => Promise<Memoized>): Promise<Memoized>;
}

/**
 * A memo holding the `capacity` most recently used values of each owner. What a cell refuses is kept
 * like a value; other failures, which may pass, and values cut short are not. Shared by all graphs of a
 * session, so that analyses of one study share their common cells.
 */
export function createMemo(capacity = 4): Memo {
  const owners = new WeakMap<object, Map<string, Promise<Memoized>>>();
  return {
    recall(owner, key, make) {
      const known = owners.get(owner) ?? new Map<string, Promise<Memoized>>();
      owners.set(owner, known);
      const value = known.get(key) ?? make();
      known.delete(key);
      known.set(key, value);
      const forget = () => known.get(key) === value && known.delete(key);
      value.then(
        ({isCut}) => isCut && forget(),
        (error) => isRefusal(error) || forget()
      );
      const oldest = known.keys().next().value;
      if (known.size > capacity && oldest !== undefined) known.delete(oldest);
      return value;
    }
  };
}
