import type {Effects} from "../loaders/effects.js";

const redraw = 100;

/**
 * The effects of a command: messages on stderr; progress with rate and time left on a terminal,
 * elsewhere one line per 10 %.
 */
export function terminalEffects(stream: NodeJS.WriteStream = process.stderr): Effects {
  const now = () => performance.now();
  const draw = stream.isTTY ? onTerminal(stream, now) : inLines(stream, now);
  return {
    now,
    log: (line) => stream.write(`${line}\n`),
    progress: draw,
    environment: process.env,
    fetch: globalThis.fetch
  };
}

/** When a stage was first heard of and how far it was, and what was shown last. */
interface Begun {
  readonly at: number;
  readonly done: number;
  shown: number;
}

function onTerminal(stream: NodeJS.WriteStream, now: () => number): Effects["progress"] {
  const stages = new Map<string, Begun>();
  return (stage, done, total) => {
    const begun = stages.get(stage) ?? {at: now(), done, shown: Number.NEGATIVE_INFINITY};
    stages.set(stage, begun);
    if (done < total && now() - begun.shown < redraw) return;
    begun.shown = now();
    stream.write(`\r\u001b[K${sentence(stage, done, total, rate(begun, done, now()))}`);
    if (done >= total) stream.write("\n");
  };
}

function inLines(stream: NodeJS.WriteStream, now: () => number): Effects["progress"] {
  const stages = new Map<string, Begun>();
  return (stage, done, total) => {
    const begun = stages.get(stage) ?? {at: now(), done, shown: 0};
    stages.set(stage, begun);
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth <= begun.shown) return;
    begun.shown = tenth;
    stream.write(`${sentence(stage, done, total, rate(begun, done, now()))}\n`);
  };
}

/** Per second since the stage was first heard of; undefined until there is something to measure. */
function rate(begun: Begun, done: number, now: number): number | undefined {
  const elapsed = now - begun.at;
  return done > begun.done && elapsed > 0 ? (1000 * (done - begun.done)) / elapsed : undefined;
}

function sentence(stage: string, done: number, total: number, perSecond?: number): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const head = `${stage}: ${done} of ${total} (${share} %)`;
  if (perSecond === undefined || done >= total) return head;
  const shown = perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
  return `${head}, ${shown}/s, ${Math.ceil((total - done) / perSecond)} s left`;
}
