import {describe, expect, it} from "vitest";
import {matrix} from "../../../src/lib/core/matrix.js";
import {stream} from "../../../src/lib/random/stream.js";
import {decodeMap, encodeMap} from "../../../src/lib/study/publishedTrainer.js";
import {conformalErrors, guessShare} from "../../../src/lib/study/trainer.js";

describe("a published placement map", () => {
  const draw = stream(3, "map");
  const directions = matrix(2, 50);
  for (let t = 0; t < 100; t++) directions.data[t] = draw.normal() * (t < 50 ? 1e-2 : 5);
  const map = {offset: Float64Array.of(0.25, -1), directions};

  it("is read back to half a step of its sixteen bits", () => {
    const encoded = encodeMap(map);
    const read = decodeMap(encoded);
    expect(read.offset).toEqual(map.offset);
    read.directions.data.forEach((value, t) => {
      const step = encoded.steps[t < 50 ? 0 : 1] as number;
      expect(Math.abs(value - directions.data[t]!)).toBeLessThanOrEqual(step / 2 + 1e-15);
    });
  });

  it("is refused when it was cut", () => {
    const encoded = encodeMap(map);
    const cut = {...encoded, directions: encoded.directions.slice(0, 8)};
    expect(() => decodeMap(cut)).toThrow(/trainer: directions must fill 2 axes; got \d+ bytes/);
  });
});

describe("conformalErrors", () => {
  it("takes the ⌈level (k + 1)⌉-th smallest error of each group", () => {
    const guesses = Array.from({length: 18}, (_, i) => ({raw: i, share: i - (i % 9) / 100}));
    const errors = conformalErrors(guesses, 0.8, 2);
    expect(errors.map(({models}) => models)).toEqual([9, 9]);
    expect(errors.map(({upTo}) => upTo)).toEqual([8, Number.MAX_VALUE]);
    for (const {halfWidth} of errors) expect(halfWidth).toBeCloseTo(0.07, 12);
  });

  it("promises nothing where models are too few for the level", () => {
    const [group] = conformalErrors([{raw: 0, share: 1}], 0.9, 1);
    expect(group?.halfWidth).toBe(Number.MAX_VALUE);
  });
});

describe("guessShare", () => {
  it("holds guess and interval within nothing and all, the width by the guess's size", () => {
    const map = {
      offset: Float64Array.of(0),
      directions: {rows: 1, cols: 1, data: Float64Array.of(1)}
    };
    const errors = [
      {upTo: 0.5, halfWidth: 0.1, models: 9},
      {upTo: Number.MAX_VALUE, halfWidth: 0.3, models: 9}
    ];
    const curve = [0, 1, 0] as const;
    const guesser = {intercept: 0, slopes: [1], curve, level: 0.9, errors};
    expect(guessShare(Float64Array.of(0.05), map, guesser)).toMatchObject({share: 0.05, lower: 0});
    const high = guessShare(Float64Array.of(0.9), map, guesser);
    expect([high.lower, high.upper]).toEqual([expect.closeTo(0.6, 12), 1]);
  });
});
