import type {Hands, Job} from "./jobs.js";
import type {CellContext} from "./workflow.js";

/** What is drawn, and how. */
export interface Sampling<Payload> {
  readonly job: Job<Payload>;
  /** what other threads need to make draws; asked for only if there are any */
  readonly payload: () => Payload;
  /** one draw, made on this thread */
  readonly draw: (index: number) => number;
  readonly count: number;
  /** what the draws so far say, for whoever waits */
  readonly partial?: (values: Float64Array) => unknown;
}

/** A sampling that takes less than this on one thread is left on it, in milliseconds. */
const worthwhile = 400;
/** Draws a thread makes at a time: so many milliseconds' worth. */
const partLength = 60;

/**
 * All draws of a sampling, on this thread and, if it takes long, on others too. Ended early on request it
 * gives the draws from 0 up to the first that is missing: those of a run asked for so many.
 *
 * @returns at most `count` numbers, in order of their index
 */
export async function sampleDraws<Payload>(
  sampling: Sampling<Payload>,
  context: CellContext
): Promise<Float64Array> {
  const {draw, count, partial} = sampling;
  const {hands, now} = context.threads;
  const values = new Float64Array(count);
  const began = now();
  let done = 0;
  while (done < count) {
    values[done] = draw(done);
    done++;
    const sofar = done;
    context.progress(done, count, partial && (() => partial(values.subarray(0, sofar))));
    await context.breathe();
    if (done < count && context.isEnough()) return values.slice(0, done);
    const each = (now() - began) / done;
    if (hands && hands.count > 0 && done >= 4 && each * (count - done) > worthwhile)
      return fanOut(sampling, {values, done, each, hands}, context);
  }
  return values;
}

interface Begun {
  readonly values: Float64Array;
  readonly done: number;
  /** milliseconds a draw */
  readonly each: number;
  readonly hands: Hands;
}

let runs = 0;

/** The rest of the draws, in parts that the threads take as they come free, this one among them. */
async function fanOut<Payload>(
  {job, payload, draw, count, partial}: Sampling<Payload>,
  {values, done, each, hands}: Begun,
  context: CellContext
): Promise<Float64Array> {
  const size = Math.max(1, Math.round(partLength / each));
  const starts = Array.from({length: Math.ceil((count - done) / size)}, (_, k) => done + k * size);
  const isMade = new Uint8Array(starts.length);
  const key = `${job.name} ${++runs}`;
  let next = 0;
  let made = done;
  const take = () => (isDone() ? undefined : starts[next++]);
  const isDone = () => context.signal.aborted || next >= starts.length || context.isEnough();
  const prefix = () => {
    const missing = isMade.indexOf(0);
    return missing < 0 ? count : (starts[missing] as number);
  };
  const finished = (from: number, to: number) => {
    if (isMade[(from - done) / size]) return;
    isMade[(from - done) / size] = 1;
    made += to - from;
    context.progress(made, count, partial && (() => partial(values.subarray(0, prefix()))));
  };
  const elsewhere = async () => {
    for (let from = take(); from !== undefined; from = take()) {
      const to = Math.min(count, from + size);
      values.set(await hands.part({job: job.name, key, payload, from, to}), from);
      finished(from, to);
    }
  };
  const make = async (from: number) => {
    const to = Math.min(count, from + size);
    for (let index = from; index < to; index++) {
      values[index] = draw(index);
      await context.breathe();
    }
    finished(from, to);
  };
  const here = async () => {
    for (let from = take(); from !== undefined; from = take()) await make(from);
    // A thread takes a while to start: what it was given and has not made by now is made here.
    for (const [k, from] of starts.entries())
      if (!isMade[k] && !context.signal.aborted && !context.isEnough()) await make(from);
  };
  try {
    // Who fails elsewhere is made up for here.
    for (let hand = 0; hand < hands.count; hand++) elsewhere().catch(() => undefined);
    await here();
    return values.slice(0, prefix());
  } finally {
    hands.drop(key);
  }
}
