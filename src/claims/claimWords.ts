import type {EvaluatedClaim, Verdict} from "./evaluateClaim.js";
import type {Evidence} from "./evidence.js";

/** A verdict as people read it. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  VERIFIED: "Holds",
  FALSIFIED: "Fails",
  INCONCLUSIVE: "Can’t tell"
};

/** "0.90, 90 % interval over models 0.82 to 0.95". */
export function evidenceWords({value, lower, upper, level, over}: Evidence): string {
  const short = (x: number) => String(Number(x.toPrecision(3)));
  const percent = Number((100 * level).toPrecision(3));
  return `${short(value)}, ${percent} % interval over ${over} ${short(lower)} to ${short(upper)}`;
}

/** What the negative twin shows of a claim. */
export function twinWords({twin, canFail}: EvaluatedClaim): string {
  return canFail
    ? `its negative twin fails, as it must (${evidenceWords(twin.evidence)})`
    : `it is unable to fail: its negative twin comes out as “${verdictWords[twin.verdict]}” (${evidenceWords(twin.evidence)})`;
}
