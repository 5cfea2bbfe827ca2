import {describe, expect, it} from "vitest";
import {scalarsOf} from "../../../loaders/sweep/scalarsOf.js";
import {parseOver, sweepGrid} from "../../../loaders/sweep/sweepGrid.js";

describe("parseOver", () => {
  it.each([
    ["method=ols,knn", ["method", ["ols", "knn"]]],
    ["seed=1..4", ["seed", [1, 2, 3, 4]]],
    ["queryCount=10..40/10,all", ["queryCount", [10, 20, 30, 40, "all"]]],
    [`models=["family <> 'a, b'",""]`, ["models", ["family <> 'a, b'", ""]]],
    ["queries=category = 'a'", ["queries", ["category = 'a'"]]]
  ])("reads %s", (text, found) => expect(parseOver(text)).toEqual(found));

  it.each([
    "method",
    "=a",
    "method=",
    "seed=4..1",
    "seed=1..4/0",
    "models=[1",
    "seed=1..999999999"
  ])("refuses %s", (text) => expect(() => parseOver(text)).toThrow(/^sweep: .*; got "/));
});

describe("sweepGrid", () => {
  it("makes every combination, the last key fastest", () => {
    expect(
      sweepGrid([
        ["a", [1, 2]],
        ["b", ["x", "y"]]
      ])
    ).toEqual([
      {a: 1, b: "x"},
      {a: 1, b: "y"},
      {a: 2, b: "x"},
      {a: 2, b: "y"}
    ]);
    expect(sweepGrid([])).toEqual([{}]);
  });

  it("refuses a key twice, and more runs than anybody means", () => {
    expect(() =>
      sweepGrid([
        ["a", [1]],
        ["a", [2]]
      ])
    ).toThrow('got "a twice"');
    const many = Array.from({length: 400}, (_, k) => k);
    expect(() =>
      sweepGrid([
        ["a", many],
        ["b", many]
      ])
    ).toThrow('at most 100000; got "160000"');
  });
});

it("takes single values of a result by their path, and no lists", () => {
  const result = {
    a: 1,
    list: [1, 2],
    deep: {b: "x", c: null, d: {e: true}},
    typed: new Float64Array(2)
  };
  expect(scalarsOf(result)).toEqual({a: 1, "deep.b": "x", "deep.c": null, "deep.d.e": true});
});
