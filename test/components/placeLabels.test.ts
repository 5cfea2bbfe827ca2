import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {type PlacedLabel, placeLabels} from "../../src/components/placeLabels.js";

const room = {width: 400, height: 300, fontSize: 10, gap: 6};

function box({x, y, anchor}: PlacedLabel, text: string) {
  const width = text.length * 5.6;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return {left, right: left + width, top: y - 5.5, bottom: y + 5.5};
}

describe("placeLabels", () => {
  it("puts a lonely label to the right of its point", () => {
    const placed = placeLabels([{x: 100, y: 100, text: "a"}], room);
    expect(placed).toEqual([{index: 0, x: 109, y: 100, anchor: "start"}]);
  });

  it("goes left where the frame ends", () => {
    const [label] = placeLabels([{x: 395, y: 100, text: "abc"}], room);
    expect(label?.anchor).toBe("end");
  });

  it("leaves occupied places free, and shows no more than asked", () => {
    const everything = {left: 0, top: 0, right: 400, bottom: 300};
    const point = {x: 100, y: 100, text: "a"};
    expect(placeLabels([point], {...room, occupied: [everything]})).toEqual([]);
    expect(placeLabels([point, {...point, x: 300}], {...room, most: 1})).toHaveLength(1);
  });

  it("names the most isolated first, whatever the order of the points", () => {
    const clear = {width: 1e5, height: 1e5, fontSize: 10, gap: 0};
    const point = fc.record({
      x: fc.integer({min: 100, max: 900}),
      y: fc.integer({min: 100, max: 900})
    });
    fc.assert(
      fc.property(fc.array(point, {minLength: 2, maxLength: 30}), (places) => {
        const points = places.map(({x, y}) => ({x: 100 * x, y: 100 * y, text: ""}));
        // Squares are whole numbers: roots of equal ones would differ in their last digit.
        const room = points.map((a, i) =>
          Math.min(
            ...points.map((b, j) => (i === j ? Infinity : (a.x - b.x) ** 2 + (a.y - b.y) ** 2))
          )
        );
        const order = placeLabels(points, clear).map(({index}) => room[index] as number);
        expect(order).toEqual([...order].sort((a, b) => b - a));
      })
    );
  });

  it("never lets two labels touch, nor one leave the frame", () => {
    const point = fc.record({
      x: fc.integer({min: 0, max: 400}),
      y: fc.integer({min: 0, max: 300}),
      text: fc.stringMatching(/^[a-z]{1,12}$/)
    });
    fc.assert(
      fc.property(fc.array(point, {maxLength: 40}), (points) => {
        const boxes = placeLabels(points, room).map((l) => box(l, points[l.index]!.text));
        for (const [i, a] of boxes.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(0);
          expect(a.right).toBeLessThanOrEqual(400);
          for (const b of boxes.slice(i + 1))
            expect(
              a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
            ).toBe(false);
        }
      })
    );
  });
});
