import {expect, it} from "vitest";
import {answerTable} from "../../../src/lib/dkps/answerTable.js";

it("the table of answers holds distances of means and the spread about them", () => {
  const answers = [
    [
      [0, 0],
      [2, 0]
    ],
    [
      [1, 3],
      [1, 5]
    ]
  ];
  const vectors = Float32Array.from([...answers.flat(2), ...answers.flat(2).map((x) => 2 * x)]);
  const shape = {queries: 2, models: 2, replicates: 2, width: 2};
  const {squared, dispersion} = answerTable(vectors, shape);
  expect([...squared]).toEqual([16, 64]);
  expect([...dispersion]).toEqual([2, 2, 8, 8]);
  const single = answerTable(vectors.subarray(0, 4), {...shape, queries: 1, replicates: 1});
  expect([...single.squared]).toEqual([4]);
  expect([...single.dispersion]).toEqual([Number.NaN, Number.NaN]);
});
