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
    environment: process.env
  };
}

interface Begun {
  readonly at: number;
  shown: number;
}

function onTerminal(stream: NodeJS.WriteStream, now: () => number): Effects["progress"] {
  const stages = new Map<string, Begun>();
  return (stage, done, total) => {
    const begun = stages.get(stage) ?? {at: now(), shown: Number.NEGATIVE_INFINITY};
    stages.set(stage, begun);
    if (done < total && now() - begun.shown < redraw) return;
    begun.shown = now();
    stream.write(`\r\u001b[K${sentence(stage, done, total, now() - begun.at)}`);
    if (done >= total) stream.write("\n");
  };
}

function inLines(stream: NodeJS.WriteStream, now: () => number): Effects["progress"] {
  const stages = new Map<string, Begun>();
  return (stage, done, total) => {
    const begun = stages.get(stage) ?? {at: now(), shown: 0};
    stages.set(stage, begun);
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth <= begun.shown) return;
    begun.shown = tenth;
    stream.write(`${sentence(stage, done, total, now() - begun.at)}\n`);
  };
}

function sentence(stage: string, done: number, total: number, elapsed: number): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const head = `${stage}: ${done} of ${total} (${share} %)`;
  if (elapsed <= 0 || done === 0 || done >= total) return head;
  const rate = (1000 * done) / elapsed;
  return `${head}, ${rate.toPrecision(3)}/s, ${Math.ceil((total - done) / rate)} s left`;
}
