/**
 * Works through items, a few at once, in their order; the first failure ends the others.
 *
 * @param work told by the signal that another failed
 */
export async function fewAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, signal: AbortSignal) => Promise<void>
): Promise<void> {
  const ending = new AbortController();
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      if (ending.signal.aborted) return;
      await work(item, ending.signal);
    }
  };
  try {
    await Promise.all(Array.from({length: atOnce}, worker));
  } finally {
    ending.abort();
  }
}
