import pixelmatch from "pixelmatch";
import {PNG} from "pngjs";

/*
 * What something looks like, coarsely: the mean colors of a grid of cells. Coarse enough to be the same where
 * a browser draws a line by a hair elsewhere, and a kilobyte of text, not a picture.
 */

/** Rows of cells; a cell is its mean color as `rrggbb`. */
export type Look = readonly string[];

/** Cells across. */
const across = 16;

/** Colors further apart than this differ: 1 is black from white, in OKLab. */
const threshold = 0.02;

/** The look of a screenshot: cells as high as wide, as many as fit. */
export function lookOf(png: Buffer): Look {
  const {width, height, data} = PNG.sync.read(png);
  const down = Math.max(1, Math.round((across * height) / width));
  return Array.from({length: down}, (_, row) =>
    Array.from({length: across}, (_, column) => {
      const [left, right] = edges(column, across, width);
      const [top, bottom] = edges(row, down, height);
      const sum = [0, 0, 0];
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++)
          for (const k of [0, 1, 2]) sum[k]! += data[4 * (y * width + x) + k] as number;
      const area = (right - left) * (bottom - top);
      return sum.map((each) => hex(Math.round(each / area))).join("");
    }).join("")
  );
}

function edges(at: number, count: number, length: number): [number, number] {
  const edge = (k: number) => Math.round((k * length) / count);
  return [edge(at), Math.max(edge(at) + 1, edge(at + 1))];
}

const hex = (value: number) => value.toString(16).padStart(2, "0");

/** How two looks differ. */
export interface LookDifference {
  /** cells that differ, as a share of those that are not plain paper in either */
  readonly share: number;
  /** cells of the first, with those that differ in red */
  readonly png: Buffer;
}

/** Compares looks cell by cell; rows that only one of them has differ. */
export function compareLooks(before: Look, now: Look): LookDifference {
  const rows = Math.max(before.length, now.length);
  const [a, b] = [pixels(before, rows, 0), pixels(now, rows, 255)];
  const picture = new PNG({width: across, height: rows});
  const options = {threshold, includeAA: true};
  const differing = pixelmatch(a, b, picture.data, across, rows, options);
  const inked = Math.max(inkOf(before), inkOf(now), 1);
  return {share: differing / inked, png: PNG.sync.write(picture)};
}

/** Cells that differ from the most common one. */
function inkOf(look: Look): number {
  const cells = look.flatMap((row) => row.match(/.{6}/g) ?? []);
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const [paper = ""] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const plain = look.map(() => paper.repeat(across));
  const [a, b] = [pixels(look, look.length, 0), pixels(plain, look.length, 0)];
  return pixelmatch(a, b, null, across, look.length, {threshold, includeAA: true});
}

/** @param missing the gray of rows that are not there */
function pixels(look: Look, rows: number, missing: number): Uint8Array {
  const out = new Uint8Array(4 * across * rows).fill(missing);
  look.forEach((row, y) => {
    for (let x = 0; x < across; x++)
      for (const k of [0, 1, 2])
        out[4 * (y * across + x) + k] = Number.parseInt(
          row.slice(6 * x + 2 * k, 6 * x + 2 * k + 2),
          16
        );
  });
  for (let at = 3; at < out.length; at += 4) out[at] = 255;
  return out;
}
