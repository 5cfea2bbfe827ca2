import {appendFile, mkdir, readFile} from "node:fs/promises";
import {dirname} from "node:path";
import type {Scalar} from "./scalarsOf.js";

/** What one run of a sweep came to: its values, or why there are none. */
export interface SweptRun {
  readonly run: string;
  readonly values: Readonly<Record<string, Scalar>>;
  readonly warnings: readonly string[];
  readonly error: string | null;
}

/** Runs already made, by their key; a line that was cut off in the middle is no run. */
export async function readSwept(path: string): Promise<Map<string, SweptRun>> {
  const text = await readFile(path, "utf8").catch(() => "");
  const found = new Map<string, SweptRun>();
  for (const line of text.split("\n")) {
    const swept = parsed(line);
    if (swept) found.set(swept.run, swept);
  }
  return found;
}

/** Keeps a run at once: whatever ends this process, it is not made again. */
export async function keepSwept(path: string, swept: SweptRun): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  // A line that an earlier end cut off must not take this one along.
  await appendFile(path, `\n${JSON.stringify(swept)}`);
}

function parsed(line: string): SweptRun | null {
  try {
    return line.trim() === "" ? null : (JSON.parse(line) as SweptRun);
  } catch {
    return null;
  }
}
