/**
 * A resampling whose draws are numbers, each determined by its index alone: parts of it can be made
 * anywhere, in any order, and are the same.
 */
export interface Job<Payload = never> {
  /** workflow and cell, e.g. `regression.permutation` */
  readonly name: string;
  /** from what can be sent to another thread to the function of one draw */
  readonly prepare: (payload: Payload) => (draw: number) => number;
}

/** Other threads that make parts of a job. */
export interface Hands {
  readonly count: number;
  /**
   * Draws `from` … `to` − 1 of a job, made elsewhere. The payload is asked for once a thread.
   *
   * @param key names the payload: the same for all parts of one run, another for another
   */
  part(request: PartRequest): Promise<Float64Array>;
  /** What parts of these payloads are under way is wanted no more. */
  drop(key: string): void;
}

/** A part of a job. */
export interface PartRequest {
  readonly job: string;
  readonly key: string;
  readonly payload: () => unknown;
  readonly from: number;
  readonly to: number;
}
