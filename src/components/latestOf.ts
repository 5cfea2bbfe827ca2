type Step<Value> = IteratorResult<Value, undefined>;

/**
 * What a source tells, as a generator: whoever asks gets the newest, once, and never the same twice in a
 * row; what came between is passed over. Ending it ends also a wait for what never comes, which an
 * `async function*` would not.
 *
 * @param follow begins to listen when first asked, and returns the way to stop
 */
export function latestOf<Value>(
  follow: (tell: (value: Value) => void) => () => void
): AsyncGenerator<Value, undefined> {
  const done: Step<Value> = {done: true, value: undefined};
  let newest: {readonly value: Value} | null = null;
  let given: {readonly value: Value} | null = null;
  let stop: (() => void) | null = null;
  let isEnded = false;
  let answer: ((step: Step<Value>) => void) | null = null;

  function give() {
    if (!answer || !newest || newest.value === given?.value) return;
    given = newest;
    newest = null;
    answer({done: false, value: given.value});
    answer = null;
  }

  function end(): Step<Value> {
    isEnded = true;
    stop?.();
    stop = null;
    answer?.(done);
    answer = null;
    return done;
  }

  return {
    next() {
      if (isEnded) return Promise.resolve(done);
      const step = new Promise<Step<Value>>((resolve) => {
        answer = resolve;
      });
      stop ??= follow((value) => {
        newest = {value};
        give();
      });
      give();
      return step;
    },
    return: async () => end(),
    async throw(error) {
      end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    }
  };
}
