import {describe, expect, it} from "vitest";
import {distanceKernel} from "../../../loaders/distances/distanceKernel.js";
import {condensedLength} from "../../../src/lib/core/condensed.js";
import {stream} from "../../../src/lib/random/stream.js";
import {directDistances} from "../../lib/geometry/directDistances.js";

describe.each(["fastest", "typescript"] as const)("the %s distance kernel", (prefer) => {
  it.each([
    [1, 3, 5],
    [4, 1, 3],
    [7, 13, 33],
    [40, 60, 512]
  ])("gives %i blocks of %i × %i within 2e-6", async (blocks, n, p) => {
    const random = stream(3, "kernel", blocks, n, p);
    const rows = Float32Array.from({length: blocks * n * p}, () => random.normal() + 0.5);
    const pairs = condensedLength(n);
    const out = new Float32Array(blocks * pairs);
    const kernel = await distanceKernel(prefer);
    await kernel.squared(rows, {blocks, n, p}, out);
    await kernel.close();
    let worst = 0;
    for (let b = 0; b < blocks; b++)
      directDistances(rows.subarray(b * n * p, (b + 1) * n * p), n, p).forEach((value, k) => {
        worst = Math.max(worst, Math.abs((out[b * pairs + k] as number) / value - 1));
      });
    expect(worst).toBeLessThan(2e-6);
  });

  it("marks gaps, puts equal rows at 0 and leaves its input alone", async () => {
    const gap = [Number.NaN, Number.NaN];
    const rows = Float32Array.from([...gap, 1, 2, 1, 2, ...gap, ...gap, ...gap]);
    const before = rows.slice();
    const out = new Float32Array(6);
    const kernel = await distanceKernel(prefer);
    await kernel.squared(rows, {blocks: 2, n: 3, p: 2}, out);
    await kernel.close();
    const none = Number.NaN;
    expect([...out]).toEqual([none, none, 0, none, none, none]);
    expect(rows).toEqual(before);
  });
});

it("ONNX Runtime is installed here, so that both kernels were tested", async () => {
  const kernel = await distanceKernel();
  await kernel.close();
  expect(kernel.name).toBe("onnxruntime");
});
