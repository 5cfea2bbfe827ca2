import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {type Matrix, matrix} from "../../../src/lib/core/matrix.js";
import {leadingBySize} from "../../../src/lib/linalg/leadingBySize.js";
import {fullSpectrum} from "../../../src/lib/linalg/symmetricEigen.js";
import {stream} from "../../../src/lib/random/stream.js";

/** A random Gram matrix of `plus` axes less one of `minus` axes, each of falling size. */
function indefinite(n: number, plus: number, minus: number, seed: number): Matrix {
  const random = stream(seed, "indefinite");
  const B = matrix(n, n);
  for (let axis = 0; axis < plus + minus; axis++) {
    const sign = axis < plus ? 1 : -1;
    const x = Float64Array.from({length: n}, random.normal);
    const weight = (sign * 0.9 ** (axis % plus)) / n;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) B.data[i * n + j]! += weight * x[i]! * x[j]!;
  }
  return B;
}

const bySize = (B: Matrix, count: number) =>
  [...fullSpectrum(B)].sort((a, b) => Math.abs(b) - Math.abs(a)).slice(0, count);

function expectSame(B: Matrix, count: number): void {
  const {values} = leadingBySize(B, count);
  const expected = bySize(B, count);
  expect(values.length).toBe(count);
  values.forEach((value, k) => {
    expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-10 * Math.abs(expected[0]!));
  });
}

describe("leadingBySize", () => {
  it.each([
    ["both signs", 60, 60],
    ["no negative ones", 120, 0],
    ["hardly a positive one", 3, 90],
    ["few of either", 2, 2]
  ])("takes the values the whole spectrum has, with %s", (_, plus, minus) => {
    expectSame(indefinite(120, plus, minus, plus), 7);
  });

  it("finds repeated values on either side", () => {
    const n = 50;
    const B = matrix(n, n);
    [-9, -9, 8, 8, -8.5, 7, 7, ...Array.from({length: n - 7}, (_, i) => Math.sin(i))].forEach(
      (value, i) => {
        B.data[i * n + i] = value;
      }
    );
    const {values} = leadingBySize(B, 6);
    [-9, -9, -8.5, 8, 8, 7].forEach((value, k) => {
      expect(values[k]).toBeCloseTo(value, 10);
    });
  });

  it("takes everything there is, zeros too", () => {
    expectSame(indefinite(9, 3, 2, 4), 9);
    expect([...leadingBySize(matrix(3, 3), 3).values]).toEqual([0, 0, 0]);
  });

  it("refuses more values than there are", () => {
    expect(() => leadingBySize(matrix(3, 3), 4)).toThrow(DomainError);
  });
});
