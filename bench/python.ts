import {type ChildProcess, spawn} from "node:child_process";
import {createInterface} from "node:readline";

/** A Python process that runs one prepared function whenever asked. */
export interface Python {
  /** @returns the milliseconds one run took, by Python's own clock */
  time(): Promise<number>;
  /** @returns what the last run gave, as numbers */
  result(): Promise<number[]>;
  close(): void;
}

const loop = `
import sys, time, json
for line in sys.stdin:
    if line.strip() == "time":
        started = time.perf_counter()
        result = run()
        print((time.perf_counter() - started) * 1000, flush=True)
    else:
        print(json.dumps([float(x) for x in result]), flush=True)
`;

/**
 * Start Python (Debian's, where it is, for its NumPy and scikit-learn).
 *
 * @param prepare statements that define a function `run()`
 */
export function python(prepare: string): Python {
  const child = spawn("/usr/bin/python3", ["-c", prepare + loop], {
    stdio: ["pipe", "pipe", "inherit"]
  });
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const ask = (word: string) => answer(child, lines, word);
  return {
    time: async () => Number(await ask("time")),
    result: async () => JSON.parse(await ask("result")),
    close: () => child.stdin?.end()
  };
}

async function answer(child: ChildProcess, lines: AsyncIterator<string>, word: string) {
  child.stdin?.write(`${word}\n`);
  const {value, done} = await lines.next();
  if (done) throw new Error(`python: an answer to "${word}" was expected; got the end of output`);
  return value as string;
}
