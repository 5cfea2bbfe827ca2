import type {Port} from "./messages.js";

/**
 * A pair of connected ports within one process: what is posted on one arrives, cloned and later, at
 * the other. Gives a command or a test the same graphs over the same border as a page has.
 */
export function createChannel<A, B>(): readonly [Port<A, B>, Port<B, A>] {
  const toA: ((message: B) => void)[] = [];
  const toB: ((message: A) => void)[] = [];
  return [end<A, B>(toB, toA), end<B, A>(toA, toB)];
}

function end<Out, In>(
  theirs: readonly ((message: Out) => void)[],
  mine: ((message: In) => void)[]
): Port<Out, In> {
  let open = true;
  return {
    post(message) {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (open) for (const listener of theirs) listener(copy);
      });
    },
    onMessage: (listener) => void mine.push(listener),
    onFailure: () => undefined,
    close: () => {
      open = false;
    }
  };
}
