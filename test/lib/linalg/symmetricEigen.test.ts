import {describe, expect, it} from "vitest";
import {DomainError, ShapeError} from "../../../src/lib/core/errors.js";
import {type Matrix, matrix} from "../../../src/lib/core/matrix.js";
import {lanczos} from "../../../src/lib/linalg/lanczos.js";
import {
  fullSpectrum,
  fullSpectrumSteps,
  symmetricEigen
} from "../../../src/lib/linalg/symmetricEigen.js";
import {multiply, transpose} from "../../../src/lib/linalg/vectors.js";
import {stream} from "../../../src/lib/random/stream.js";

/** A symmetric matrix with the given eigenvalues and a random orthonormal basis. */
function withSpectrum(values: readonly number[], seed: number): Matrix {
  const n = values.length;
  const random = stream(seed, "basis");
  const A = matrix(n, n, Float64Array.from({length: n * n}, random.normal));
  const {vectors} = symmetricEigen(multiply(A, transpose(A)));
  const scaled = matrix(
    n,
    n,
    vectors.data.map((v, at) => v * values[at % n]!)
  );
  return multiply(scaled, transpose(vectors));
}

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i]!)));
}

const falling = Array.from({length: 80}, (_, i) => 10 * 0.93 ** i - 1);

describe("symmetricEigen", () => {
  it("finds the eigenvalues a matrix was made with, in descending order", () => {
    const {values} = symmetricEigen(withSpectrum(falling, 1));
    expect(largestGap(values, falling)).toBeLessThan(1e-12);
  });

  it("finds orthonormal vectors that give the matrix back", () => {
    const B = withSpectrum(falling, 2);
    const {values, vectors} = symmetricEigen(B);
    const identity = multiply(transpose(vectors), vectors);
    identity.data.forEach((v, at) => {
      expect(v).toBeCloseTo(at % 81 === 0 ? 1 : 0, 12);
    });
    const scaled = {...vectors, data: vectors.data.map((v, at) => v * values[at % 80]!)};
    expect(largestGap(multiply(scaled, transpose(vectors)).data, B.data)).toBeLessThan(1e-11);
  });

  it("agrees with the values-only path, on one and two rows too", () => {
    for (const values of [falling, [3, 1], [5]]) {
      const B = withSpectrum(values, 3);
      expect(largestGap(fullSpectrum(B), symmetricEigen(B).values)).toBeLessThan(1e-12);
      expect(largestGap(fullSpectrum(B), values)).toBeLessThan(1e-12);
    }
  });

  it("gives all values in steps of one column each", () => {
    const B = withSpectrum(falling, 3);
    const steps = fullSpectrumSteps(B);
    let columns = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) columns++;
    expect(columns).toBe(78);
    expect(step.value).toEqual(fullSpectrum(B));
  });

  it("survives zero, diagonal and rank-one matrices", () => {
    expect([...fullSpectrum(matrix(3, 3))]).toEqual([0, 0, 0]);
    expect([...fullSpectrum(matrix(2, 2, Float64Array.of(1, 0, 0, 4)))]).toEqual([4, 1]);
    const ones = matrix(4, 4, new Float64Array(16).fill(1));
    expect(largestGap(fullSpectrum(ones), [4, 0, 0, 0])).toBeLessThan(1e-14);
  });

  it("refuses a matrix that is not square", () => {
    expect(() => fullSpectrum(matrix(2, 3))).toThrow(ShapeError);
  });
});

describe("lanczos", () => {
  it("finds the leading pairs with a small true residual", () => {
    const B = withSpectrum(falling, 4);
    const {values, vectors, residual} = lanczos(B, {count: 7});
    expect(largestGap(values, falling.slice(0, 7))).toBeLessThan(1e-12);
    expect(residual).toBeLessThan(1e-10);
    expect([vectors.rows, vectors.cols]).toEqual([80, 7]);
  });

  it("finds every copy of repeated eigenvalues", () => {
    const repeated = [5, 5, 5, 4, 4, 3, ...Array.from({length: 114}, (_, i) => 1 / (i + 1))];
    const {values, vectors} = lanczos(withSpectrum(repeated, 5), {count: 8});
    expect(largestGap(values, [5, 5, 5, 4, 4, 3, 1, 0.5])).toBeLessThan(1e-11);
    const identity = multiply(transpose(vectors), vectors);
    identity.data.forEach((v, at) => {
      expect(v).toBeCloseTo(at % 9 === 0 ? 1 : 0, 9);
    });
  });

  it("finds a pair of twins barely above a flat bulk", () => {
    const twins = [1.12, 1.12, ...Array.from({length: 198}, (_, i) => 1 - i / 400)];
    const {values} = lanczos(withSpectrum(twins, 6), {count: 4});
    expect(largestGap(values, twins.slice(0, 4))).toBeLessThan(1e-11);
  });

  it("goes on where a space is invariant: equidistant points, the zero matrix", () => {
    const simplex = Float64Array.from({length: 100}, (_, at) => (at % 11 === 0 ? 0.9 : -0.1));
    expect(
      largestGap(lanczos(matrix(10, 10, simplex), {count: 10}).values, [...new Array(9).fill(1), 0])
    ).toBeLessThan(1e-13);
    const none = lanczos(matrix(4, 4), {count: 2});
    expect([...none.values, none.residual]).toEqual([0, 0, 0]);
  });

  it("takes the algebraically largest, not the largest in size", () => {
    const {values} = lanczos(withSpectrum([2, 1, 0.5, -1, -9], 7), {count: 2});
    expect(largestGap(values, [2, 1])).toBeLessThan(1e-12);
  });

  it("looks only above a cutoff, and for no more than asked", () => {
    const B = withSpectrum([5, 4, 4, 3, 1, 0.5, -1, -9], 8);
    expect(largestGap(lanczos(B, {count: 6, cutoff: 2}).values, [5, 4, 4, 3])).toBeLessThan(1e-11);
    expect(lanczos(B, {count: 6, cutoff: 2}).values.length).toBe(4);
    expect(largestGap(lanczos(B, {count: 2, cutoff: 2}).values, [5, 4])).toBeLessThan(1e-11);
    expect(lanczos(B, {count: 6, cutoff: 6}).values.length).toBe(0);
  });

  it("works from an operator and from a given start, and repeats itself exactly", () => {
    const B = withSpectrum(falling, 8);
    const first = lanczos(B, {count: 3});
    expect(lanczos(B, {count: 3})).toEqual(first);
    const warm = lanczos(B, {count: 3, start: first.vectors.data.filter((_, at) => at % 3 === 0)});
    expect(largestGap(warm.values, first.values)).toBeLessThan(1e-12);
    const doubled = lanczos(
      {
        size: 80,
        apply: (x, out) => {
          out.set(multiply(B, matrix(80, 1, x)).data.map((v) => 2 * v));
        }
      },
      {count: 1}
    );
    expect(doubled.values[0]).toBeCloseTo(2 * first.values[0]!, 10);
  });

  it("returns the next pair too if it rivals the last wanted, as for a repeated value", () => {
    const near = withSpectrum([9, 5, 4.8, 4.7, 1, 0.5, 0.2, 0.1], 8);
    expect(largestGap(lanczos(near, {count: 2, rival: 0.1}).values, [9, 5, 4.8])).toBeLessThan(
      1e-10
    );
    expect(lanczos(near, {count: 4, rival: 0.1}).values.length).toBe(4);
    expect(lanczos(near, {count: 8, rival: 0.1}).values.length).toBe(8);
    const repeated = withSpectrum([9, 5, 5, 1, 0.5, 0.2, 0.1], 9);
    expect(largestGap(lanczos(repeated, {count: 2, rival: 0.1}).values, [9, 5, 5])).toBeLessThan(
      1e-10
    );
  });

  it("refuses a count outside [1, n] and entries that are not finite", () => {
    expect(() => lanczos(matrix(2, 2, Float64Array.of(1, 0, 0, Number.NaN)), {count: 1})).toThrow(
      DomainError
    );
    expect(() => lanczos(matrix(3, 3), {count: 4})).toThrow(
      new DomainError("lanczos: count must be an integer in [1, 3]; got 4")
    );
  });
});
