import {DataError} from "../core/errors.js";
import type {PlacementMap} from "../geometry/placementMap.js";
import type {Guesser, TrainerRecipe} from "./trainer.js";

/** `trainer.json` as published: the recipe, the way from a vector to a place, the way to a guess. */
export interface PublishedTrainer {
  readonly schemaVersion: 1;
  readonly recipe: TrainerRecipe;
  readonly guesser: Guesser;
  readonly map: {
    readonly offset: readonly number[];
    /** of each axis: what a step of its 16-bit numbers is worth */
    readonly steps: readonly number[];
    /** d × p little-endian 16-bit integers, in base 64 */
    readonly directions: string;
  };
}

const largest = 32767;

/** A map in 16-bit numbers; each is off by half a 65,534th of the axis's largest at most. */
export function encodeMap({offset, directions}: PlacementMap): PublishedTrainer["map"] {
  const {rows: d, cols: p, data} = directions;
  const bytes = new DataView(new ArrayBuffer(2 * d * p));
  const steps = Array.from({length: d}, (_, k) => {
    const axis = data.subarray(k * p, (k + 1) * p);
    const step = axis.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / largest || 1;
    axis.forEach((value, t) => {
      bytes.setInt16(2 * (k * p + t), Math.round(value / step), true);
    });
    return step;
  });
  return {offset: [...offset], steps, directions: toBase64(new Uint8Array(bytes.buffer))};
}

/** @throws DataError if the numbers do not fill the axes */
export function decodeMap({offset, steps, directions}: PublishedTrainer["map"]): PlacementMap {
  const bytes = fromBase64(directions);
  const d = offset.length;
  const p = bytes.length / (2 * d);
  if (!Number.isInteger(p) || steps.length !== d)
    throw new DataError(`trainer: directions must fill ${d} axes; got ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer);
  const data = Float64Array.from(
    {length: d * p},
    (_, at) => view.getInt16(2 * at, true) * (steps[Math.floor(at / p)] as number)
  );
  return {offset: Float64Array.from(offset), directions: {rows: d, cols: p, data}};
}

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(""));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
