import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";

interface Option {
  readonly text: string;
  /** null: minus infinity, which JSON cannot hold */
  readonly logprob: number | null;
  readonly greedy: boolean;
}

interface Asked {
  readonly doc: unknown;
  /** the arguments of each request */
  readonly asked: readonly (readonly unknown[])[];
  readonly where: string;
}

/** Whether a response is `[logprob, is_greedy]`, as values or as text. */
export function isLikelihood(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && logprobOf(value[0]) !== undefined;
}

/**
 * The answer to a multiple-choice question: the text of the most likely option, the first of equal
 * ones, and all options as JSON.
 *
 * @param resps by request, then by repeat
 * @param j the repeat
 * @throws DataError if there are fewer than two options or one lacks text or likelihood
 */
export function optionOf(
  resps: readonly (readonly unknown[])[],
  j: number,
  {doc, asked, where}: Asked
): {readonly text: string; readonly choices: string} {
  // Requests without a context measure how likely the options are by themselves.
  const alone = asked.map(([context]) => context === "");
  const isMixed = alone.includes(true) && alone.includes(false);
  const kept = resps.map((_, i) => i).filter((i) => !(isMixed && alone[i]));
  if (kept.length < 2) throw invalidFile(where, "options must be two or more", `${kept.length}`);
  const texts = textsOf(doc, kept, asked, where);
  const options = kept.map((i, k) => option(texts[k] ?? "", resps[i]?.[j], where));
  const size = ({logprob}: Option) => logprob ?? Number.NEGATIVE_INFINITY;
  const best = options.reduce((most, each) => (size(each) > size(most) ? each : most));
  return {text: best.text, choices: JSON.stringify(options)};
}

function option(text: string, value: unknown, where: string): Option {
  const [first, greedy] = Array.isArray(value) ? value : [];
  const logprob = logprobOf(first);
  if (logprob === undefined)
    throw invalidFile(where, "an option must be [logprob, is_greedy]", jsonText(value));
  const isGreedy = greedy === true || greedy === "True" || greedy === "true";
  return {text, logprob: Number.isFinite(logprob) ? logprob : null, greedy: isGreedy};
}

function logprobOf(value: unknown): number | undefined {
  if (value === "-inf" || value === "-Infinity") return Number.NEGATIVE_INFINITY;
  if (typeof value !== "number" && (typeof value !== "string" || value.trim() === ""))
    return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** As the document spells them, else what was to follow the prompt, else prompts that differ. */
function textsOf(
  doc: unknown,
  kept: readonly number[],
  asked: Asked["asked"],
  where: string
): readonly string[] {
  const argument = (k: number) => kept.map((i) => asked[i]?.[k]);
  const candidates = [choicesOf(doc), argument(1), argument(0)];
  const found = candidates.find(
    (texts) =>
      texts.length === kept.length &&
      texts.every((text) => typeof text === "string") &&
      new Set(texts).size === texts.length
  );
  if (found) return (found as string[]).map((text) => text.trim());
  throw invalidFile(where, "options must have texts that differ", "none in choices or arguments");
}

function choicesOf(doc: unknown): readonly unknown[] {
  const choices = (doc as JsonRecord | undefined)?.choices;
  if (Array.isArray(choices)) return choices;
  const texts = (choices as JsonRecord | undefined)?.text;
  return Array.isArray(texts) ? texts : [];
}
