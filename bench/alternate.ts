/** Something timed: its name and one run of it, which returns its time if it knows better. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Times {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/**
 * Time ours against a peer's, turn by turn in the same run, so that a busy machine slows both; print
 * milliseconds and the ratio of medians, with the least and greatest ratio of a turn.
 *
 * @param contenders ours, then the peer's. A run may return milliseconds it measured itself.
 */
export async function alternate(
  title: string,
  [ours, theirs]: readonly [Contender, Contender],
  {rounds = 7, warmups = 1, promise}: {rounds?: number; warmups?: number; promise?: number} = {}
): Promise<number> {
  const [mine, other]: [number[], number[]] = [[], []];
  for (let round = -warmups; round < rounds; round++) {
    const [a, b] = [await time(ours), await time(theirs)];
    if (round < 0) continue;
    mine.push(a);
    other.push(b);
  }
  const ratios = summary(other.map((milliseconds, i) => milliseconds / (mine[i] as number)));
  const ratio = summary(other).median / summary(mine).median;
  print(`${title}\n  ${line(ours.name, summary(mine))}\n  ${line(theirs.name, summary(other))}`);
  const asked = promise === undefined ? "" : `; promised ≥ ${promise}`;
  const kept = promise === undefined || ratio >= promise ? "" : "  NOT KEPT";
  const range = `${digits(ratios.least)} … ${digits(ratios.most)} by turn`;
  print(`  ratio ${digits(ratio)} (${range}${asked})${kept}\n`);
  return ratio;
}

/** Least, median and most of some times. */
export function summary(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return {least: at(0), median: at(0.5), most: at(1)};
}

/** One line of a report: name, median, range, in milliseconds. */
export function line(name: string, {least, median, most}: Times): string {
  return `${name.padEnd(44)} ${digits(median)} ms (${digits(least)} … ${digits(most)})`;
}

/** Three significant digits. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function time({run}: Contender): Promise<number> {
  const started = performance.now();
  const told = await run();
  return typeof told === "number" ? told : performance.now() - started;
}
