/** A problem found in data, as data: where it is and what was found there. */
export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The base of Vantage's four error classes: a stable `code` beside a one-line message. */
export class VantageError extends Error {
  // Written out, because a minifier renames classes and names cross a worker's border.
  override readonly name: string = "VantageError";
  readonly code: string;
  constructor(code: string, message: string, options?: {cause?: unknown}) {
    super(message, options);
    this.code = code;
  }
}

/** Two sizes that should agree do not. The message carries both. */
export class ShapeError extends VantageError {
  override readonly name = "ShapeError";
  constructor(message: string, code = "SHAPE") {
    super(code, message);
  }
}

/** An argument is outside the set a function is defined on. */
export class DomainError extends VantageError {
  override readonly name = "DomainError";
  constructor(message: string, code = "DOMAIN") {
    super(code, message);
  }
}

/** A file or table does not say what it should; `issues` locates every problem found. */
export class DataError extends VantageError {
  override readonly name = "DataError";
  readonly issues: readonly Issue[];
  constructor(message: string, issues: readonly Issue[] = [], code = "DATA") {
    super(code, message);
    this.issues = issues;
  }
}

/** A step at the rim (files, network, native code) failed. `exitCode` is what the command returns. */
export class LoaderError extends VantageError {
  override readonly name = "LoaderError";
  readonly exitCode: number;
  constructor(message: string, options: {exitCode?: number; cause?: unknown; code?: string} = {}) {
    super(options.code ?? "LOADER", message, {cause: options.cause});
    this.exitCode = options.exitCode ?? 1;
  }
}

/** Whether an error is about what was given: the same will be refused again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ShapeError || error instanceof DomainError || error instanceof DataError;
}
