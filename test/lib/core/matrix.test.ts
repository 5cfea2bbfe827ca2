import {describe, expect, it} from "vitest";
import {
  DataError,
  DomainError,
  LoaderError,
  ShapeError,
  VantageError
} from "../../../src/lib/core/errors.js";
import {fromRows, matrix, row} from "../../../src/lib/core/matrix.js";

describe("matrix", () => {
  it("is row-major, zeros by default", () => {
    expect([...matrix(2, 3).data]).toEqual([0, 0, 0, 0, 0, 0]);
    const X = fromRows([
      [1, 2],
      [3, 4],
      [5, 6]
    ]);
    expect([X.rows, X.cols, ...X.data]).toEqual([3, 2, 1, 2, 3, 4, 5, 6]);
  });

  it("shows a row as a view on the same memory", () => {
    const X = fromRows([
      [1, 2],
      [3, 4]
    ]);
    row(X, 1)[0] = 9;
    expect(X.data[2]).toBe(9);
  });

  it("has no rows and no columns when made from nothing", () => {
    expect([fromRows([]).rows, fromRows([]).cols]).toEqual([0, 0]);
  });

  it("refuses data or rows of another length", () => {
    expect(() => matrix(2, 2, new Float64Array(3))).toThrow(
      new ShapeError("matrix: data must have 2 × 2 entries; got 3")
    );
    expect(() => fromRows([[1, 2], [3]])).toThrow(
      new ShapeError("fromRows: row 1 must have 2 entries; got 1")
    );
  });
});

describe("errors", () => {
  it("carry their class name, a stable code and what they found", () => {
    const errors = [
      new ShapeError("a"),
      new DomainError("b"),
      new DataError("c", [{path: "x", code: "BAD", message: "d"}]),
      new LoaderError("e", {exitCode: 2, cause: "f"})
    ];
    expect(errors.map(({name, code}) => [name, code])).toEqual([
      ["ShapeError", "SHAPE"],
      ["DomainError", "DOMAIN"],
      ["DataError", "DATA"],
      ["LoaderError", "LOADER"]
    ]);
    for (const error of errors) expect(error).toBeInstanceOf(VantageError);
    expect(errors[2]).toMatchObject({issues: [{path: "x"}]});
    expect(errors[3]).toMatchObject({exitCode: 2, cause: "f"});
  });
});
