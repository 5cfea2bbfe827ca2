import {describe, expect, it} from "vitest";
import {ShapeError} from "../../../src/lib/core/errors.js";
import {fromRows, matrix} from "../../../src/lib/core/matrix.js";
import {procrustes} from "../../../src/lib/geometry/procrustes.js";
import golden from "../../golden/geometry/data.json" with {type: "json"};

const X = matrix(9, 3, Float64Array.from(golden.procrustes.X));
const Y = matrix(9, 3, Float64Array.from(golden.procrustes.Y));

describe("procrustes", () => {
  it("finds the rotation and the four errors of NumPy", () => {
    const {rotation, errors} = procrustes(X, Y);
    golden.procrustes.rotation.forEach((v, at) => {
      expect(rotation.data[at]).toBeCloseTo(v, 12);
    });
    for (const name of ["maxRow", "meanRow", "frobenius", "spectral"] as const)
      expect(errors[name]).toBeCloseTo(golden.procrustes.errors[name], 8);
  });

  it("undoes a reflection exactly, and a shift only when asked to translate", () => {
    const mirrored = fromRows([
      [1, 0],
      [0, 2],
      [-3, 1]
    ]);
    const target = fromRows([
      [-1, 5],
      [0, 7],
      [3, 6]
    ]);
    expect(procrustes(mirrored, target).errors.frobenius).toBeLessThan(1e-12);
    expect(procrustes(mirrored, target, {translate: false}).errors.frobenius).toBeGreaterThan(1);
  });

  it("refuses shapes that differ", () => {
    expect(() => procrustes(X, matrix(8, 3))).toThrow(
      new ShapeError("procrustes: shapes must agree; got 9 × 3 and 8 × 3")
    );
  });
});
