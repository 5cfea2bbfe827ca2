/** What the rim may do to the world besides reading and writing files; injected everywhere. */
export interface Effects {
  /** milliseconds since some fixed moment */
  readonly now: () => number;
  /** one line for people; never results */
  readonly log: (line: string) => void;
  /** how far a stage has come; `done` never falls, `total` may grow */
  readonly progress: (stage: string, done: number, total: number) => void;
  /** environment variables; the only place API keys come from */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** asks the network; not there where nothing may */
  readonly fetch?: typeof fetch;
}

/** Effects that say nothing: for tests and for callers that only want the files. */
export function quietEffects(): Effects {
  return {now: () => performance.now(), log: () => {}, progress: () => {}, environment: {}};
}
