import fc from "fast-check";
import {expect, it} from "vitest";
import {sumQueries} from "../../../src/lib/dkps/aggregate.js";
import {RunningSums} from "../../../src/lib/dkps/runningSums.js";
import {stream} from "../../../src/lib/random/stream.js";

const [rows, width] = [61, 7];
const draw = stream(1, "test", "sums");
const table = Float32Array.from({length: rows * width}, draw.normal);

/** First queries of some orders, asked for in any sequence. */
const lists = fc.array(
  fc.record({seed: fc.integer({min: 0, max: 3}), count: fc.integer({min: 0, max: rows})}),
  {minLength: 1, maxLength: 12}
);

it("gives the sums of sumQueries to the last bit, whatever was asked before", () => {
  fc.assert(
    fc.property(lists, (asked) => {
      const running = new RunningSums(table, width);
      for (const {seed, count} of asked) {
        const order = stream(seed, "order").permutation(rows);
        const queries = Array.from(order.slice(0, count));
        expect(running.sum(queries)).toEqual(sumQueries(table, width, queries));
      }
    }),
    {seed: 1, numRuns: 500}
  );
});

it("gives sums that are the caller's own", () => {
  const running = new RunningSums(table, width);
  running.sum([1, 2, 3]).fill(0);
  expect(running.sum([1, 2, 3])).toEqual(sumQueries(table, width, [1, 2, 3]));
});
