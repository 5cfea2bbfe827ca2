import {scaleInPlace} from "./orthogonalize.js";
import {descendingOrder} from "./symmetricEigen.js";
import {tridiagonalEigenInPlace} from "./tridiagonalEigen.js";
import {norm} from "./vectors.js";

/** An approximate eigenpair, its vector of unit length. */
export interface RitzPair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** The matrix B becomes on a Krylov basis: tridiagonal, its last coupling pointing out of the basis. */
export interface Projected {
  readonly diagonal: readonly number[];
  readonly coupling: readonly number[];
}

/** Ritz values, descending, with a bound on the residual of each. */
export interface Ritz {
  readonly values: Float64Array;
  readonly bounds: Float64Array;
  /** largest Ritz value in size: ‖B‖ as far as the basis shows it */
  readonly scale: number;
}

/** Eigenvalues of the projected matrix, descending, with |β s| as bound on each residual. */
export function ritzValues({diagonal, coupling}: Projected): Ritz {
  const size = diagonal.length;
  const values = Float64Array.from(diagonal);
  const last = new Float64Array(size);
  last[size - 1] = 1;
  tridiagonalEigenInPlace(values, Float64Array.from(coupling), (i, c, s) => {
    const upper = last[i + 1]!;
    last[i + 1] = s * last[i]! + c * upper;
    last[i] = c * last[i]! - s * upper;
  });
  const order = descendingOrder(values);
  const beta = coupling[size - 1]!;
  return {
    values: Float64Array.from(order, (i) => values[i]!),
    bounds: Float64Array.from(order, (i) => Math.abs(beta * last[i]!)),
    scale: Math.max(Math.abs(values[order[0]!]!), Math.abs(values[order[size - 1]!]!))
  };
}

/** The first `most` Ritz pairs above `least`, in descending order. */
export function ritzPairs(
  basis: readonly Float64Array[],
  projected: Projected,
  most: number,
  least: number
): RitzPair[] {
  const values = Float64Array.from(projected.diagonal);
  const rotations: number[] = [];
  tridiagonalEigenInPlace(values, Float64Array.from(projected.coupling), (i, c, s) => {
    rotations.push(i, c, s);
  });
  return descendingOrder(values)
    .slice(0, most)
    .filter((k) => values[k]! > least)
    .map((k) => ({
      value: values[k]!,
      vector: combine(basis, rotatedUnit(k, rotations, basis.length))
    }));
}

/** Column k of the product of the rotations: applied to the k-th unit vector, last one first. */
function rotatedUnit(k: number, rotations: readonly number[], size: number): Float64Array {
  const z = new Float64Array(size);
  z[k] = 1;
  for (let at = rotations.length - 3; at >= 0; at -= 3) {
    const i = rotations[at]!;
    const c = rotations[at + 1]!;
    const s = rotations[at + 2]!;
    const lower = z[i]!;
    z[i] = c * lower + s * z[i + 1]!;
    z[i + 1] = c * z[i + 1]! - s * lower;
  }
  return z;
}

/** Σ weights_j basis_j, of unit length. */
function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const out = new Float64Array(basis[0]!.length);
  basis.forEach((vector, j) => {
    const w = weights[j]!;
    for (let i = 0; i < out.length; i++) out[i]! += w * vector[i]!;
  });
  return scaleInPlace(out, 1 / norm(out));
}
