import {type Matrix, matrix} from "../core/matrix.js";
import {descendingOrder} from "./symmetricEigen.js";
import {dot, norm, transpose} from "./vectors.js";

/** A = U diag(values) Vᵀ. */
export interface Svd {
  /** rows × min(rows, cols), orthonormal columns */
  readonly U: Matrix;
  /** min(rows, cols) singular values, descending, ≥ 0 */
  readonly values: Float64Array;
  /** cols × min(rows, cols), orthonormal columns */
  readonly V: Matrix;
}

/**
 * Thin singular value decomposition of a small dense matrix by one-sided Jacobi rotations, which keeps
 * even tiny singular values accurate. Columns of U for zero singular values are completed to an
 * orthonormal set.
 *
 * @param A rows × cols
 * @returns `Svd`, signs arbitrary
 *
 * O(sweeps · rows · cols²), usually 6 to 10 sweeps.
 */
export function svd(A: Matrix): Svd {
  if (A.rows < A.cols) {
    const {U, values, V} = svd(transpose(A));
    return {U: V, values, V: U};
  }
  // Row k holds column k of A, turned until all are orthogonal; `right` follows with the identity.
  const left = columnsOf(A);
  const right = identityColumns(A.cols);
  for (let sweep = 0; sweep < 60; sweep++) if (!orthogonalizeColumns(left, right)) break;
  const lengths = left.map(norm);
  const order = descendingOrder(lengths);
  const least = (lengths[order[0]!] ?? 0) * 1e-15;
  const units: Float64Array[] = [];
  for (const k of order) units.push(unitColumn(left[k]!, lengths[k]! > least, units));
  return {
    U: fromColumns(units, A.rows),
    values: Float64Array.from(order, (k) => lengths[k]!),
    V: fromColumns(
      order.map((k) => right[k]!),
      A.cols
    )
  };
}

/** One sweep of rotations over all pairs; whether any pair was not yet orthogonal. */
function orthogonalizeColumns(left: Float64Array[], right: Float64Array[]): boolean {
  let turned = false;
  for (let p = 0; p < left.length; p++)
    for (let q = p + 1; q < left.length; q++) {
      const a = dot(left[p]!, left[p]!);
      const b = dot(left[q]!, left[q]!);
      const c = dot(left[p]!, left[q]!);
      if (Math.abs(c) <= 1e-15 * Math.sqrt(a * b) || c === 0) continue;
      turned = true;
      const zeta = (b - a) / (2 * c);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      const cosine = 1 / Math.sqrt(1 + t * t);
      turn(left[p]!, left[q]!, cosine, cosine * t);
      turn(right[p]!, right[q]!, cosine, cosine * t);
    }
  return turned;
}

function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const xi = x[i]!;
    x[i] = c * xi - s * y[i]!;
    y[i] = s * xi + c * y[i]!;
  }
}

/** The column divided by its length or, if it vanishes, some unit vector orthogonal to `others`. */
function unitColumn(
  column: Float64Array,
  exists: boolean,
  others: readonly Float64Array[]
): Float64Array {
  for (let axis = exists ? -1 : 0; ; axis++) {
    const x = axis < 0 ? column : new Float64Array(column.length).fill(1, axis, axis + 1);
    if (axis >= 0)
      for (let round = 0; round < 2; round++)
        for (const u of others) {
          const share = dot(u, x);
          for (let i = 0; i < x.length; i++) x[i]! -= share * u[i]!;
        }
    const length = norm(x);
    if (axis < 0 || length > 1e-3 / Math.sqrt(x.length)) return x.map((v) => v / length);
  }
}

function columnsOf(A: Matrix): Float64Array[] {
  const T = transpose(A);
  return Array.from({length: A.cols}, (_, k) => T.data.slice(k * A.rows, (k + 1) * A.rows));
}

function identityColumns(n: number): Float64Array[] {
  return Array.from({length: n}, (_, k) => new Float64Array(n).fill(1, k, k + 1));
}

function fromColumns(columns: readonly Float64Array[], rows: number): Matrix {
  const out = matrix(rows, columns.length);
  columns.forEach((column, k) => {
    column.forEach((v, i) => {
      out.data[i * columns.length + k] = v;
    });
  });
  return out;
}
