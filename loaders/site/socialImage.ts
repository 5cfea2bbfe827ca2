import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {initWasm, Resvg} from "@resvg/resvg-wasm";
import {escapeHtml} from "../../src/components/escapeHtml.js";
import {formatCount} from "../../src/components/format.js";
import {fitFrame} from "../../src/components/frame.js";
import {coloring} from "../../src/components/palette.js";
import {picture} from "../../src/components/picture.js";
import type {ModelRow, PublishedStudy} from "../../src/lib/schema/studyData.js";
import {studyWords} from "../../src/lib/schema/studyWords.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {isDrawable, typeset} from "./typeset.js";

/** What previews of shared links show, in pixels. */
export const socialSize = {width: 1200, height: 630} as const;

const ink = "#1b1e23";
const soft = "#5c636d";
const paper = "#fdfdfb";

let ready: Promise<void> | undefined;

/** A study's map with its title, as PNG: what a shared link to its pages shows. */
export async function socialImage(study: PublishedStudy, space: SpaceResult): Promise<Uint8Array> {
  const file = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  ready ??= initWasm(readFileSync(file));
  await ready;
  const rendered = new Resvg(socialSvg(study, space)).render();
  const bytes = Uint8Array.from(rendered.asPng());
  rendered.free();
  return bytes;
}

/** The same as SVG, with letters as outlines. A title in other letters than Latin ones is left out. */
export function socialSvg(study: PublishedStudy, space: SpaceResult): string {
  const {width, height} = socialSize;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="${width}" height="${height}" fill="${paper}"/>
${words(study)}
<g stroke="${paper}" stroke-width="1.5">${dots(study, space)}</g>
</svg>`;
}

function words(study: PublishedStudy): string {
  const {question} = studyWords(study);
  const title = study.title || study.id;
  if (!isDrawable(title)) return "";
  const size = title.length > 60 ? 48 : 62;
  const head = typeset(title, {x: 64, y: 130, width: 480, size}, 600);
  const counts = `${formatCount(study.models.length, "model")}, ${formatCount(study.queries.length, question)}`;
  const below = {x: 64, y: head.bottom + 62, width: 480, size: 30};
  const said = typeset(counts.replaceAll("\u00a0", " "), below, 400);
  const name = typeset("Vantage", {x: 64, y: 572, width: 480, size: 28}, 600);
  return [
    `<path fill="${ink}" d="${head.path}"/>`,
    `<path fill="${soft}" d="${said.path}${name.path}"/>`
  ].join("\n");
}

function dots(study: PublishedStudy, space: SpaceResult): string {
  const [left, side] = [590, 570];
  const places = [...picture(space)];
  const frame = fitFrame(
    places.map(([, place]) => place),
    side,
    side,
    24
  );
  const colors = coloring(study, undefined);
  const rows = new Map(study.models.map((model) => [model.model_id, model]));
  const radius = places.length > 400 ? 4 : places.length > 100 ? 7 : 11;
  return places
    .map(([id, [x, y]]) => {
      const color = escapeHtml(colors.color(rows.get(id) as ModelRow));
      return `<circle cx="${(left + frame.px(x)).toFixed(1)}" cy="${(30 + frame.py(y)).toFixed(1)}" r="${radius}" fill="${color}"/>`;
    })
    .join("");
}
