/**
 * How numerics speak about doubtful results: never logged, always carried in a result and rendered
 * by whoever shows it. `code` is stable upper case with underscores, `value` the number or text that
 * triggered it.
 */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly value?: number | string | readonly string[];
}
