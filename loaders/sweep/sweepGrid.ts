import {DomainError} from "../../src/lib/core/errors.js";

/** Inputs of one run of a sweep, as they were asked for. */
export type Settings = Readonly<Record<string, unknown>>;

/** More runs than this are more likely a slip of the hand than a plan. */
const most = 100_000;

/**
 * The values of one `--over key=…`: numbers and words between commas, ranges `1..50` and `10..100/10`
 * (first, last, step), or a JSON array where a value holds a comma.
 *
 * @throws DomainError for a pair without "=", no value, or a range that does not end
 */
export function parseOver(text: string): readonly [string, readonly unknown[]] {
  const at = text.indexOf("=");
  if (at < 1) throw invalidOver("--over must be key=values", text);
  const [key, list] = [text.slice(0, at), text.slice(at + 1).trim()];
  const values = list.startsWith("[") ? parseArray(list, text) : list.split(",").flatMap(valuesOf);
  if (list === "" || values.length === 0) throw invalidOver(`${key} must have values`, text);
  return [key, values];
}

/** Every combination, the last key moving fastest. @throws DomainError for a key given twice, or too many */
export function sweepGrid(over: readonly (readonly [string, readonly unknown[]])[]): Settings[] {
  const keys = over.map(([key]) => key);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) throw invalidOver("--over keys must differ", `${twice} twice`);
  const count = over.reduce((product, [, values]) => product * values.length, 1);
  if (count > most) throw invalidOver(`runs must be at most ${most}`, String(count));
  return over.reduce<Settings[]>(
    (made, [key, values]) => made.flatMap((one) => values.map((value) => ({...one, [key]: value}))),
    [{}]
  );
}

function parseArray(list: string, text: string): unknown[] {
  try {
    return JSON.parse(list) as unknown[];
  } catch {
    throw invalidOver("--over must hold a JSON array or values between commas", text);
  }
}

function valuesOf(word: string): unknown[] {
  const range = /^(-?\d+)\.\.(-?\d+)(?:\/(\d+))?$/.exec(word.trim());
  if (!range) return [word.trim()];
  const [first, last, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
  const count = Math.floor((last - first) / step) + 1;
  if (!(step > 0) || count < 1 || count > most)
    throw invalidOver("a range must be first..last or first..last/step, rising", word);
  return Array.from({length: count}, (_, k) => first + k * step);
}

function invalidOver(expectation: string, got: string): DomainError {
  return new DomainError(`sweep: ${expectation}; got ${JSON.stringify(got)}`, "INPUT");
}
