import {type ChildProcess, spawn} from "node:child_process";
import {createWriteStream, mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";
import {stream} from "../src/lib/random/stream.js";
import {digits, print} from "./alternate.js";

/*
 * Memory and speed of importing and embedding a log much larger than memory should hold: run by hand,
 *
 *   npx tsx bench/intakeScale.ts [gigabytes = 5] [answers = 1000000]
 *
 * since it takes minutes and three times the log in a temporary folder.
 */

const models = 100;
const [gigabytes, answers] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 1e6)];
const launcher = fileURLToPath(new URL("../bin/vantage.js", import.meta.url));

/** Python's own way: every line parsed, all records kept. */
const peer = `
import json, sys
rows = []
size, read, tenth = ${"int(sys.argv[2])"}, 0, 0
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        rows.append(json.loads(line))
        read += len(line)
        while read * 10 >= size * (tenth + 1) and tenth < 10:
            tenth += 1
            print(f"read: {read} of {size} ({10 * tenth} %)", file=sys.stderr, flush=True)
`;

/**
 * What a child process took: its peak memory, in all, and its processor time when each tenth of each
 * stage was done, which other work on the machine does not change.
 */
interface Taken {
  readonly bytes: number;
  readonly seconds: number;
  readonly tenths: ReadonlyMap<string, readonly number[]>;
}

const folder = mkdtempSync(join(tmpdir(), "vantage-scale-"));
try {
  const log = join(folder, "log.jsonl");
  await writeLog(log);
  const {size} = statSync(log);
  print(`${answers} answers of ${models} models, ${digits(size / 1e9)} GB`);
  const study = join(folder, "study");
  const cli = (...words: string[]) => run(process.execPath, [launcher, ...words]);
  const imported = await cli("import", "generic", log, "--study", study);
  report("import", imported);
  report("embed", await cli("embed", "--study", study));
  report("import again", await cli("import", "generic", log, "--study", study));
  const python = await run("/usr/bin/python3", ["-c", peer, log, String(size)]);
  report("python, list of dicts", python);
  const [time, memory] = [imported.seconds / python.seconds, imported.bytes / python.bytes];
  print(`import against python: ${digits(time)} of its time, ${digits(memory)} of its memory`);
} finally {
  rmSync(folder, {recursive: true, force: true});
}

async function writeLog(path: string): Promise<void> {
  const draw = stream(1, "bench", "intake scale");
  const mean = (gigabytes * 1e9) / answers;
  const words = Array.from({length: 5000}, () => draw.uniform().toString(36).slice(2, 9));
  const text = Array.from({length: 400_000}, () => words[Math.floor(draw.uniform() * 5000)]);
  const pool = text.join(" ");
  const out = createWriteStream(path);
  for (let n = 0; n < answers; n++) {
    const length = Math.max(1, Math.floor((mean - 140) * (0.5 + draw.uniform())));
    const from = Math.floor(draw.uniform() * (pool.length - length));
    const row = {
      model_id: `model-${n % models}`,
      query_text: `Question ${Math.floor(n / models)}: what follows?`,
      response_text: `${n} ${pool.slice(from, from + length)}`
    };
    if (!out.write(`${JSON.stringify(row)}\n`))
      await new Promise<void>((done) => out.once("drain", () => done()));
  }
  await new Promise<void>((done) => out.end(() => done()));
}

async function run(command: string, words: readonly string[]): Promise<Taken> {
  const started = performance.now();
  const child = spawn(command, words, {stdio: ["ignore", "ignore", "pipe"]});
  const tenths = new Map<string, number[]>();
  let [bytes, spent] = [0, 0];
  const watch = setInterval(() => {
    bytes = Math.max(bytes, peak(child));
  }, 100);
  const lines = createInterface({input: child.stderr as NodeJS.ReadableStream});
  lines.on("line", (line) => {
    const stage = /^(.*): \d+ of \d+ \(\d+ %\)/.exec(line)?.[1];
    spent = processorSeconds(child, spent);
    if (stage === undefined) process.stderr.write(`${line}\n`);
    else tenths.set(stage, [...(tenths.get(stage) ?? []), spent]);
  });
  const code = await new Promise((done) => child.on("close", done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${words.join(" ")}: exit code must be 0; got ${code}`);
  return {bytes, seconds: (performance.now() - started) / 1000, tenths};
}

/** The most memory a process had so far, by the kernel's own count. */
function peak({pid}: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Of all threads of a process, from the kernel's ticks of 10 ms; the last known once it has ended. */
function processorSeconds({pid}: ChildProcess, last: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return last;
  }
}

function report(name: string, {bytes, seconds, tenths}: Taken): void {
  const rate = Math.round(answers / seconds);
  print(`${name}: peak ${Math.round(bytes / 1e6)} MB, ${digits(seconds)} s, ${rate} answers/s`);
  for (const [stage, ends] of tenths) {
    const spans = ends.slice(1).map((end, i) => end - (ends[i] as number));
    const rates = spans.map((span) => Math.round(answers / 10 / span));
    const mean = (answers * spans.length) / 10 / ((ends.at(-1) as number) - (ends[0] as number));
    const off = Math.max(...rates.map((each) => Math.abs(each / mean - 1)));
    print(`  ${stage}, answers per processor second by tenth from the second: ${rates.join(" ")}`);
    print(`  ${stage}: at most ${digits(100 * off)} % off the mean`);
  }
}
