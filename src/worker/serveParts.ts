import {madeParts} from "./madeParts.js";

/** What another thread is asked, one part at a time; a payload comes before its first part. */
export type HandAsk =
  | {
      readonly type: "payload";
      readonly key: string;
      readonly job: string;
      readonly payload: unknown;
    }
  | {readonly type: "part"; readonly key: string; readonly from: number; readonly to: number}
  | {readonly type: "drop"; readonly key: string};

/** What it answers to each part: the draws, or why there are none. */
export type HandTell = {readonly values: Float64Array} | {readonly failed: string};

/** By this name a worker's script knows that it is to make parts, and nothing else. */
export const handName = "vantage-hand";

/**
 * The other thread's side of `openHands`.
 *
 * @returns hears one message; whatever fails is told as the answer to the next part
 */
export function serveParts(post: (tell: HandTell) => void): (ask: HandAsk) => void {
  const parts = madeParts();
  let failure: string | null = null;
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
  };
  return (ask) => {
    if (ask.type === "drop") return parts.drop(ask.key);
    if (ask.type === "payload") return guarded(() => parts.prepare(ask.key, ask.job, ask.payload));
    if (failure === null) guarded(() => post({values: parts.make(ask.key, ask.from, ask.to)}));
    if (failure !== null) post({failed: failure});
    failure = null;
  };
}
