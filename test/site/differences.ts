/** What differs between two values that should be equal. */
export interface Differences {
  /** greatest relative difference of two numbers of which one is not whole */
  readonly greatest: number;
  /** numbers compared */
  readonly numbers: number;
  /** places where anything else differs: whole numbers, texts, lengths, names */
  readonly places: readonly string[];
}

/** Compares two plain values (of JSON) number by number. */
export function differences(ours: unknown, theirs: unknown): Differences {
  const places: string[] = [];
  let [greatest, numbers] = [0, 0];
  const compare = (a: unknown, b: unknown, at: string) => {
    if (typeof a === "number" && typeof b === "number") {
      numbers++;
      const isWhole = Number.isInteger(a) && Number.isInteger(b);
      if (isWhole && a !== b) places.push(`${at}: ${a} and ${b}`);
      if (!isWhole && a !== b)
        greatest = Math.max(greatest, Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
    } else if (isObject(a) && isObject(b)) {
      const [left, right] = [Object.keys(a), Object.keys(b)];
      if (left.join("\n") !== right.join("\n")) places.push(`${at}: ${left} and ${right}`);
      for (const key of left) compare(a[key], b[key], `${at}.${key}`);
    } else if (a !== b) places.push(`${at}: ${String(a)} and ${String(b)}`);
  };
  compare(ours, theirs, "");
  return {greatest, numbers, places};
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
