import {setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";

const step = 1 << 27;

let collect: (() => void) | undefined;
let least = Number.POSITIVE_INFINITY;

/**
 * Collects garbage if the process has grown by 128 MB. DuckDB's chunks are freed by the garbage
 * collector alone, which sees some bytes of each and not the megabytes behind them: whoever goes
 * through many of them calls this between two.
 */
export function relieveMemory(): void {
  const {rss} = process.memoryUsage;
  least = Math.min(least, rss());
  if (rss() - least < step) return;
  collect ??= collector();
  collect();
  least = rss();
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
