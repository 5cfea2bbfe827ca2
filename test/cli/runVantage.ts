import {spawn} from "node:child_process";
import {tmpdir} from "node:os";
import {fileURLToPath} from "node:url";

const entry = fileURLToPath(new URL("../../bin/vantage.js", import.meta.url));

/** What a command line printed and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `vantage …` as a process of its own, from a folder that is not the project's unless `cwd` says so.
 *
 * @param killAfter when stderr first matches this, the process is killed with SIGKILL
 */
export function runVantage(
  words: readonly string[],
  killAfter?: RegExp,
  cwd = tmpdir()
): Promise<Finished> {
  // Where another test's site goes is none of this process's business.
  const {VANTAGE_OUTPUT: _, ...env} = process.env;
  const child = spawn(process.execPath, [entry, ...words], {cwd, env});
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    if (killAfter?.test(stderr)) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({code, signal, stdout, stderr}));
  });
}
