import {describe, expect, it} from "vitest";
import {DomainError, ShapeError} from "../../../src/lib/core/errors.js";
import {fromRows} from "../../../src/lib/core/matrix.js";
import {classicalMds, negativeMass, scaledAxes} from "../../../src/lib/geometry/classicalMds.js";
import {squaredDistances} from "../../../src/lib/geometry/distances.js";
import {chooseDimension, profileElbows} from "../../../src/lib/geometry/elbows.js";
import {centredGram, squaredFromGram} from "../../../src/lib/geometry/gram.js";
import {lanczos} from "../../../src/lib/linalg/lanczos.js";
import {fullSpectrum} from "../../../src/lib/linalg/symmetricEigen.js";
import golden from "../../golden/geometry/data.json" with {type: "json"};

const code = Float64Array.from(golden.models.code);

function expectClose(a: ArrayLike<number>, b: ArrayLike<number>, digits = 10): void {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < b.length; i++) expect(a[i]).toBeCloseTo(b[i]!, digits);
}

describe("centredGram", () => {
  it("equals −½ H D² H of NumPy, and gives the distances back", () => {
    const B = centredGram(code);
    expectClose(B.data, golden.models.gram, 12);
    expectClose(squaredFromGram(B), code, 12);
  });

  it("refuses one model, a wrong length and entries that are not finite", () => {
    expect(() => centredGram(new Float64Array(0))).toThrow(DomainError);
    expect(() => centredGram(new Float64Array(4))).toThrow(ShapeError);
    expect(() => centredGram(new Float64Array(3), 4)).toThrow(DomainError);
    expect(() => centredGram(Float64Array.of(1, Number.NaN, 2))).toThrow(
      new DomainError("centredGram: distances must be finite; got NaN at 1")
    );
  });
});

describe("classicalMds", () => {
  it("equals the eigendecomposition of NumPy under the same sign rule", () => {
    const {coordinates, eigenvalues} = classicalMds(code, {dimension: 3, count: 12});
    expectClose(eigenvalues, golden.models.eigenvalues, 11);
    expectClose(coordinates.data, golden.models.coordinates, 10);
  });

  it("takes positive eigenvalues of a table that is not Euclidean and reports the negative ones", () => {
    const {squared, eigenvalues, coordinates, negativeMass: mass} = golden.nonEuclidean;
    const space = classicalMds(Float64Array.from(squared), {dimension: 3, count: 12});
    expectClose(space.eigenvalues, eigenvalues, 10);
    expectClose(space.coordinates.data, coordinates, 10);
    expect(negativeMass(space.eigenvalues)).toBeCloseTo(mass, 12);
    expect(mass).toBeGreaterThan(0.05);
  });

  it("makes an axis of zeros out of a negative eigenvalue", () => {
    const {coordinates, warnings} = classicalMds(Float64Array.of(1, 1, 9), {dimension: 2});
    expect(warnings.map((warning) => warning.code)).toContain("EMPTY_AXES");
    expect(coordinates.data.filter((_, at) => at % 2 === 1)).toEqual(new Float64Array(3));
  });

  it("puts a 3-4-5 triangle where its sides say", () => {
    const {coordinates} = classicalMds(Float64Array.of(9, 16, 25), {dimension: 2});
    expectClose(squaredDistances(coordinates), [9, 16, 25], 12);
  });

  it("signs each axis so that its entry largest in size is positive", () => {
    const {coordinates} = classicalMds(code, {dimension: 3});
    for (let k = 0; k < 3; k++) {
      const axis = coordinates.data.filter((_, at) => at % 3 === k);
      expect(Math.max(...axis)).toBe(Math.max(...axis.map(Math.abs)));
    }
  });

  it("warns when the last axis is hardly distinguished from the next", () => {
    const square = squaredDistances(
      fromRows([
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1]
      ])
    );
    const {warnings} = classicalMds(square, {dimension: 1});
    expect(warnings.map(({code: name}) => name)).toEqual(["NEAR_EQUAL_EIGENVALUES"]);
    expect(classicalMds(square, {dimension: 2}).warnings).toEqual([]);
  });

  it("gives the same from eigenpairs computed before the dimension was known", () => {
    const eigen = lanczos(centredGram(code), {count: 8});
    const space = scaledAxes(eigen, 3);
    expectClose(space.coordinates.data, classicalMds(code, {dimension: 3}).coordinates.data, 10);
    expect(() => scaledAxes(eigen, 9)).toThrow(DomainError);
  });

  it("refuses d ≥ n, d = 0 and a single model", () => {
    expect(() => classicalMds(Float64Array.of(1, 1, 1), {dimension: 3})).toThrow(
      new DomainError("classicalMds: dimension must be an integer in [1, n − 1] = [1, 2]; got 3")
    );
    expect(() => classicalMds(Float64Array.of(1), {dimension: 0})).toThrow(DomainError);
    expect(() => classicalMds(new Float64Array(0), {dimension: 1})).toThrow(
      new DomainError("classicalMds: a space needs at least two models; got 1")
    );
  });
});

describe("negativeMass", () => {
  it("is 0 for a Euclidean spectrum despite rounding, and for none at all", () => {
    expect(negativeMass(fullSpectrum(centredGram(code)))).toBe(0);
    expect(negativeMass([0, 0])).toBe(0);
    expect(negativeMass([3, -1])).toBe(0.25);
  });
});

describe("elbows against the Python port", () => {
  it("agrees on random and written-out sequences", () => {
    for (const {values, elbows} of golden.elbows) expect(profileElbows(values, 3)).toEqual(elbows);
  });

  it("agrees on the spectrum of a space", () => {
    const {elbows} = chooseDimension(golden.models.eigenvalues, 12, {
      elbow: 2,
      elbowRule: "leading"
    });
    expect(elbows).toEqual(profileElbows(golden.models.eigenvalues.slice(0, 4), 3));
  });
});
