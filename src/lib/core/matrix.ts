import {ShapeError} from "./errors.js";

/** A dense real matrix, row-major: entry (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** A `rows × cols` matrix over `data` (zeros by default). @throws ShapeError if the length differs. */
export function matrix(
  rows: number,
  cols: number,
  data: Float64Array = new Float64Array(rows * cols)
): Matrix {
  if (data.length !== rows * cols)
    throw new ShapeError(`matrix: data must have ${rows} × ${cols} entries; got ${data.length}`);
  return {rows, cols, data};
}

/** A matrix from equally long rows. @throws ShapeError if they are not. */
export function fromRows(rows: readonly ArrayLike<number>[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  const out = matrix(rows.length, cols);
  rows.forEach((row, i) => {
    if (row.length !== cols)
      throw new ShapeError(`fromRows: row ${i} must have ${cols} entries; got ${row.length}`);
    out.data.set(row, i * cols);
  });
  return out;
}

/** Row i as a view on the same memory. */
export function row(X: Matrix, i: number): Float64Array {
  return X.data.subarray(i * X.cols, (i + 1) * X.cols);
}
