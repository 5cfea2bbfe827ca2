import {describe, expect, it} from "vitest";
import {compareResults} from "../../../loaders/compare/compareResults.js";

describe("compareResults", () => {
  it("finds nothing between equals, and numbers within the tolerance are equal", () => {
    const one = {a: 1, list: [1, 2e-17], deep: {text: "x", none: null}};
    expect(compareResults(one, structuredClone(one), 0)).toEqual([]);
    expect(compareResults(one, {...one, a: 1 + 1e-12, list: [1, 0]}, 1e-9)).toEqual([]);
  });

  it("names what differs by its path, of a list the greatest difference", () => {
    const found = compareResults(
      {a: 1, list: [1, 2, 4], only: 5, text: "x"},
      {a: 2, list: [1, 3, 4.1], text: "y"},
      1e-9
    );
    expect(found).toEqual([
      {path: "a", a: 1, b: 2, relative: 0.5},
      {path: "list[1]", a: 2, b: 3, relative: 1 / 4.1},
      {path: "only", a: 5, b: undefined, relative: null},
      {path: "text", a: "x", b: "y", relative: null}
    ]);
  });

  it("takes coordinates that differ by the sign of an axis for equal, and no others", () => {
    const of = (data: number[]) => ({coordinates: {shape: [2, 2], data}});
    expect(compareResults(of([1, 2, 3, 4]), of([-1, 2, -3, 4]), 1e-9)).toEqual([]);
    expect(compareResults(of([1, 2, 3, 4]), of([-1, 2, 3, 4]), 1e-9)).toHaveLength(1);
    expect(
      compareResults({other: of([1]).coordinates}, {other: of([-1]).coordinates}, 0)
    ).toHaveLength(1);
  });

  it("holds numbers inside records of a list to the tolerance, and names the record", () => {
    const of = (predicted: number) => [
      {model: "a", predicted: 1, lower: null},
      {model: "b", predicted}
    ];
    expect(compareResults(of(2), of(2 + 1e-12), 1e-9)).toEqual([]);
    expect(compareResults(of(2), of(4), 1e-9)).toEqual([
      {path: "[1].predicted", a: 2, b: 4, relative: 0.5}
    ]);
  });

  it("does not take matrices of other shapes for equal", () => {
    const of = (shape: number[]) => ({coordinates: {shape, data: [1, 2, 3, 4]}});
    expect(compareResults(of([2, 2]), of([1, 4]), 1e-9)).not.toEqual([]);
  });

  it("compares the distances of a thousand models", () => {
    const distances = Array.from({length: 499_500}, (_, k) => k);
    const other = distances.with(7, 9);
    expect(compareResults({distances}, {distances: [...distances]}, 0)).toEqual([]);
    expect(compareResults({distances}, {distances: other}, 0)).toMatchObject([
      {path: "distances[7]", a: 7, b: 9}
    ]);
  });
});
