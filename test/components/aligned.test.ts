import {describe, expect, it} from "vitest";
import {perspectiveMap} from "../../src/components/perspectiveMap.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {contextOf, runOf, space} from "./sample.js";

/** The same space with its plane mirrored (or not), turned and shifted, as another run may have it. */
function moved(angle: number, isMirrored: boolean): SpaceResult {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const data = Float64Array.from(space.coordinates.data);
  for (let i = 0; i < data.length; i += 2) {
    const [x, y] = [isMirrored ? -data[i]! : data[i]!, data[i + 1]!];
    [data[i], data[i + 1]] = [3 + c * x - s * y, s * x + c * y - 1];
  }
  return {...space, coordinates: {shape: space.coordinates.shape, data}};
}

/** Where the dots of the models and of their published places are, in pixels. */
function places(result: SpaceResult): number[] {
  const published = runOf("space", space);
  const map = perspectiveMap(contextOf("space", result, {published}));
  const dots = [...map.querySelectorAll(".map-models > *")].map(
    (dot) => dot.getAttribute("transform") ?? `${dot.getAttribute("cx")},${dot.getAttribute("cy")}`
  );
  const ghosts = map.querySelector(".map-moves")?.getAttribute("d") ?? "";
  return (
    [...dots, ghosts]
      .join()
      .match(/-?\d+(\.\d+)?/g)
      ?.map(Number) ?? []
  );
}

describe("successive maps", () => {
  const still = places(space);

  it.each([
    [0, true],
    [2, false],
    [Math.PI, false],
    [1, true]
  ])("turned by %f, mirrored: %s, give the picture that was there", (angle, isMirrored) => {
    const now = places(moved(angle, isMirrored));
    expect(now).toHaveLength(still.length);
    expect(still.length).toBeGreaterThan(20);
    for (const [i, at] of now.entries()) expect(at).toBeCloseTo(still[i] as number, 1);
  });

  it("show a model that did move where it moved to", () => {
    const data = [...space.coordinates.data];
    data[1] = 1;
    const now = places({...space, coordinates: {shape: space.coordinates.shape, data}});
    expect(now.some((at, i) => Math.abs(at - (still[i] as number)) > 10)).toBe(true);
  });
});
