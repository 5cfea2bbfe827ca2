import type {Guess, Said} from "../lib/study/trainer.js";
import type {ErrorRecord} from "../runtime/messages.js";

/** What a page asks of the worker that trains models. */
export type TrainAsk =
  /** read the study's `trainer.json`; the corpora are grown at once, so that training need not wait */
  | {readonly type: "open"; readonly url: string}
  /** train a model; `share` null: draw one and keep it secret */
  | {readonly type: "train"; readonly share: number | null}
  | {readonly type: "reveal"};

/** What the worker tells. */
export type TrainTell =
  | {readonly type: "ready"}
  /** questions answered so far */
  | {readonly type: "progress"; readonly done: number; readonly total: number}
  | {readonly type: "trained"; readonly trained: Trained}
  | {readonly type: "revealed"; readonly leaked: number; readonly documents: number}
  | {readonly type: "failed"; readonly error: ErrorRecord};

/** A model trained here: where it lies and what is guessed of it, but not what it has read. */
export interface Trained {
  readonly guess: Guess;
  readonly level: number;
  readonly documents: number;
  readonly questions: number;
  readonly replicates: number;
  readonly said: readonly Said[];
  /** what training, answering, embedding and placing took */
  readonly milliseconds: number;
}
