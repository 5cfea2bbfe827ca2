import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
// By its path, since what its bare name stands for differs from one loader to the next.
import {type Font, parse} from "opentype.js/dist/opentype.mjs";

/** A line of text as an outline. */
interface Outline {
  /** the `d` of an SVG path */
  readonly path: string;
  readonly bottom: number;
}

const {resolve} = createRequire(import.meta.url);
const fonts = new Map<number, Font>();

/** The typeface of pictures, which brings its letters along: a machine that builds may have none. */
function fontOf(weight: 400 | 600): Font {
  const known = fonts.get(weight);
  if (known) return known;
  const file = `@fontsource/source-serif-4/files/source-serif-4-latin-${weight}-normal.woff`;
  const {buffer, byteOffset, byteLength} = readFileSync(resolve(file));
  const font = parse(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  fonts.set(weight, font);
  return font;
}

/** Whether all letters of a text can be drawn. */
export function isDrawable(text: string): boolean {
  const font = fontOf(600);
  return [...text].every((character) => /\s/.test(character) || font.hasChar(character));
}

/**
 * Text as outlines, broken between words.
 *
 * @param place left edge and first baseline, widest line, all in pixels
 */
export function typeset(
  text: string,
  place: {readonly x: number; readonly y: number; readonly width: number; readonly size: number},
  weight: 400 | 600
): Outline {
  const {x, y, width, size} = place;
  const font = fontOf(weight);
  const lines = linesOf(text, (line) => font.getAdvanceWidth(line, size) <= width);
  const leading = Math.round(size * 1.18);
  const paths = lines.map((line, i) => font.getPath(line, x, y + i * leading, size).toPathData(1));
  return {path: paths.join(""), bottom: y + (lines.length - 1) * leading};
}

function linesOf(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
