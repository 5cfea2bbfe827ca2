/** Calls back after so many milliseconds. @returns the way to take it back */
export type After = (milliseconds: number, call: () => void) => () => void;

/** What to do about a worker that says nothing. */
export interface PulseActions {
  /** ask it to say something */
  ping(): void;
  /** it was told to stop and says nothing: newer inputs wait */
  stuck(): void;
  /** it says nothing at all */
  dead(): void;
}

/** Watches whether a worker still answers. */
export interface Pulse {
  /** it said something; `isAnswer`: that it has heard; `isBusy`: more is expected of it */
  heard(isAnswer: boolean, isBusy: boolean): void;
  /** it was given something to do */
  posted(): void;
  /** it was told to stop */
  told(): void;
  /** it is another worker from now on */
  forget(): void;
}

/** How long a worker may say nothing, in milliseconds: told to stop; at work; asked whether it is there. */
const patience = {stuck: 1000, quiet: 5000, dead: 10_000};

/**
 * A worker that is still loading cannot hear; one that has spoken and falls silent is stuck or dead: a
 * browser that ends a worker (for its memory, by hand) does not always say so.
 */
export function watchPulse(after: After, {ping, stuck, dead}: PulseActions): Pulse {
  let isAwake = false;
  let endStuck: (() => void) | null = null;
  let endQuiet: (() => void) | null = null;

  function listen() {
    if (isAwake)
      endQuiet ??= after(patience.quiet, () => {
        endQuiet = after(patience.dead, dead);
        ping();
      });
  }

  function quieten() {
    endQuiet?.();
    endQuiet = null;
  }

  function free() {
    endStuck?.();
    endStuck = null;
  }

  return {
    heard(isAnswer, isBusy) {
      isAwake = true;
      quieten();
      // What it said before it was stuck may arrive after it was told to stop.
      if (isAnswer) free();
      if (isBusy) listen();
    },
    posted: listen,
    told() {
      if (isAwake) endStuck ??= after(patience.stuck, stuck);
    },
    forget() {
      isAwake = false;
      quieten();
      free();
    }
  };
}
