/** Changes closer than this are of one movement, in milliseconds. */
const together = 150;

/** Whether something keeps changing. */
export interface Burst {
  change(): void;
  /** two changes came close together, the last of them just now */
  isOn(): boolean;
}

/**
 * Tells a slider that moves from a choice that is made: what is drawn for the one may be coarse until
 * it rests.
 *
 * @param now a clock in milliseconds
 */
export function watchBurst(now: () => number): Burst {
  let last = Number.NEGATIVE_INFINITY;
  let before = Number.NEGATIVE_INFINITY;
  return {
    change() {
      before = last;
      last = now();
    },
    isOn: () => last - before < together && now() - last < together
  };
}
