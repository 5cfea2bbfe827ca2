import {describe, expect, it} from "vitest";
import {stream} from "../../../src/lib/random/stream.js";

const draws = (count: number, next: () => number) => Array.from({length: count}, next);

describe("stream", () => {
  it("repeats itself for the same seed and names, and for nothing else", () => {
    const first = draws(5, stream(1, "a", 2).uniform);
    expect(draws(5, stream(1, "a", 2).uniform)).toEqual(first);
    for (const other of [stream(2, "a", 2), stream(1, "a", 3), stream(1, "a"), stream(1, "a2")])
      expect(draws(5, other.uniform)).not.toEqual(first);
  });

  it("splits by name: drawing from one never shifts another", () => {
    const root = stream(7);
    const before = draws(3, root.split("x", 1).uniform);
    draws(10, root.uniform);
    expect(draws(3, root.split("x", 1).uniform)).toEqual(before);
    expect(draws(3, stream(7, "x", 1).uniform)).toEqual(before);
  });

  it("draws uniform numbers in [0, 1) with the right mean and variance", () => {
    const values = draws(20000, stream(3, "uniform").uniform);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 20000));
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it("draws standard normal numbers", () => {
    const values = draws(20000, stream(3, "normal").normal);
    const moment = (k: number) => values.reduce((sum, v) => sum + v ** k, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(20000));
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
  });

  it("draws every permutation of three alike often", () => {
    const random = stream(5, "permutation");
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = random.permutation(3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it("samples distinct integers, and integers below the bound", () => {
    const random = stream(6);
    expect(new Set(random.sample(10, 10)).size).toBe(10);
    expect(random.sample(10, 0).length).toBe(0);
    const seen = new Set(draws(200, () => random.integer(4)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
  });
});
