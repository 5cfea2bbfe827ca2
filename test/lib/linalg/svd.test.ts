import {describe, expect, it} from "vitest";
import {DomainError, ShapeError} from "../../../src/lib/core/errors.js";
import {fromRows, type Matrix, matrix} from "../../../src/lib/core/matrix.js";
import {cholesky, solveCholesky} from "../../../src/lib/linalg/cholesky.js";
import {svd} from "../../../src/lib/linalg/svd.js";
import {multiply, multiplyVector, selectRows, transpose} from "../../../src/lib/linalg/vectors.js";
import {stream} from "../../../src/lib/random/stream.js";

function random(rows: number, cols: number, seed: number): Matrix {
  return matrix(rows, cols, Float64Array.from({length: rows * cols}, stream(seed, "svd").normal));
}

function expectClose(A: Matrix, B: Matrix): void {
  expect([A.rows, A.cols]).toEqual([B.rows, B.cols]);
  A.data.forEach((v, at) => {
    expect(v).toBeCloseTo(B.data[at]!, 11);
  });
}

const identity = (n: number) =>
  matrix(
    n,
    n,
    Float64Array.from({length: n * n}, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
  );

describe("svd", () => {
  it("gives a matrix back from orthonormal factors, tall, wide, deficient or zero", () => {
    const deficient = multiply(random(6, 2, 3), random(2, 4, 4));
    for (const A of [random(7, 3, 1), random(3, 7, 2), deficient, matrix(3, 2)]) {
      const {U, values, V} = svd(A);
      const scaled = {...U, data: U.data.map((v, at) => v * values[at % U.cols]!)};
      expectClose(multiply(scaled, transpose(V)), A);
      expectClose(multiply(transpose(U), U), identity(U.cols));
      expectClose(multiply(transpose(V), V), identity(V.cols));
    }
  });

  it("orders singular values from the largest, never negative", () => {
    const {values} = svd(
      fromRows([
        [3, 0],
        [0, -5]
      ])
    );
    expect([...values]).toEqual([5, 3]);
  });
});

describe("cholesky", () => {
  it("solves a positive definite system", () => {
    const A = fromRows([
      [4, 2, 0],
      [2, 5, 1],
      [0, 1, 3]
    ]);
    const X = fromRows([
      [1, 0],
      [-2, 1],
      [3, 2]
    ]);
    expectClose(solveCholesky(cholesky(A), multiply(A, X)), X);
  });

  it("refuses matrices that are not square or not positive definite", () => {
    expect(() => cholesky(matrix(2, 3))).toThrow(ShapeError);
    expect(() =>
      cholesky(
        fromRows([
          [1, 2],
          [2, 1]
        ])
      )
    ).toThrow(DomainError);
  });
});

describe("products", () => {
  it("multiplies a matrix with a vector like with a one-column matrix, whatever the size", () => {
    for (const rows of [1, 4, 6]) {
      const A = random(rows, 5, rows);
      const x = random(5, 1, 9);
      expect([...multiplyVector(A, x.data)]).toEqual(
        [...multiply(A, x).data].map((v) => expect.closeTo(v, 12))
      );
    }
  });

  it("refuses sizes that do not fit", () => {
    expect(() => multiply(matrix(2, 3), matrix(2, 3))).toThrow(
      new ShapeError("multiply: columns of the first must equal rows of the second; got 3 and 2")
    );
  });

  it("selects rows in the order asked", () => {
    expect([...selectRows(fromRows([[1], [2], [3]]), [2, 0]).data]).toEqual([3, 1]);
  });
});
