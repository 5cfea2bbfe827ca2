import {DomainError} from "../lib/core/errors.js";
import {jobs} from "../workflows/jobs.js";

/** Parts of jobs made on this thread; what a payload needs once is prepared once. */
export interface MadeParts {
  /** Prepares a payload. @throws DomainError for an unknown job, or what the job throws */
  prepare(key: string, job: string, payload: unknown): void;
  has(key: string): boolean;
  /** Draws `from` … `to` − 1. */
  make(key: string, from: number, to: number): Float64Array;
  drop(key: string): void;
}

/** Starts with nothing prepared. */
export function madeParts(): MadeParts {
  const draws = new Map<string, (index: number) => number>();
  return {
    prepare(key, name, payload) {
      const job = jobs.get(name);
      if (!job)
        throw new DomainError(
          `madeParts: job must be one of ${[...jobs.keys()].join(", ")}; got ${name}`
        );
      draws.set(key, job.prepare(payload as never));
    },
    has: (key) => draws.has(key),
    make(key, from, to) {
      const draw = draws.get(key);
      if (!draw) throw new DomainError(`madeParts: payload must be prepared first; got ${key}`);
      return Float64Array.from({length: to - from}, (_, k) => draw(from + k));
    },
    drop: (key) => void draws.delete(key)
  };
}
