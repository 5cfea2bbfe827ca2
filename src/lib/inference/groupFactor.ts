import {DomainError} from "../core/errors.js";
import type {Matrix} from "../core/matrix.js";
import {cholesky} from "../linalg/cholesky.js";

/**
 * The Cholesky factor of I − H_GG, H the hat matrix of a fit and G the models left out of it.
 *
 * @param rest I − H_GG, g × g
 * @param n number of models
 * @param axes how many the fit has beside its intercept
 * @returns g × g, lower triangular
 * @throws DomainError if a pivot is below 1e-10: the models outside G do not determine a fit
 */
export function groupFactor(rest: Matrix, n: number, axes: number): Matrix {
  try {
    return cholesky(rest, 1e-10);
  } catch {
    const g = rest.rows;
    throw new DomainError(
      `crossValidate: the models left must determine a fit on ${axes} axes; got ${n - g} models without a group of ${g}`
    );
  }
}
