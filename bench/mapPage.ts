import * as Plot from "@observablehq/plot";
import type {FigureContext} from "../src/components/context.js";
import {exhibitNodes} from "../src/components/exhibit.js";
import {moveMap} from "../src/components/movableMap.js";
import {stream} from "../src/lib/random/stream.js";
import type {SpaceResult} from "../src/workflows/results.js";
import {mapContext} from "./mapStudy.js";

/*
 * What runs in the page of `map.ts`: our map and plain Plot's dots with tips, of the same models in the same
 * page, each timed from the call to the end of the frame that shows it.
 */

const painted = () =>
  new Promise<void>((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => resolve();
    requestAnimationFrame(() => port2.postMessage(null));
  });

async function timed(act: () => void): Promise<number> {
  await painted();
  const began = performance.now();
  act();
  await painted();
  return performance.now() - began;
}

let context: FigureContext<SpaceResult>;
const host = (id: string) => document.getElementById(id) as HTMLElement;

function drawPeer(shift: number) {
  const {study, run} = context;
  const [, d] = run.result.coordinates.shape;
  const rows = study.models.map((model, i) => ({
    ...model,
    x: run.result.coordinates.data[i * d]! + shift,
    y: run.result.coordinates.data[i * d + 1]!
  }));
  const dots = Plot.dot(rows, {x: "x", y: "y", fill: "kind", title: "label", tip: true, r: 2});
  host("peer").replaceChildren(Plot.plot({width: 680, height: 490, marks: [dots]}));
}

/** Move over some places of a drawing; the time of each move to its frame. */
async function hover(target: Element): Promise<number[]> {
  const box = target.getBoundingClientRect();
  const times: number[] = [];
  for (let k = 0; k < 12; k++) {
    const at = {
      clientX: box.x + box.width * (0.2 + 0.05 * k),
      clientY: box.y + box.height * (0.3 + 0.03 * k)
    };
    const event = new PointerEvent("pointermove", {bubbles: true, pointerType: "mouse", ...at});
    times.push(await timed(() => target.dispatchEvent(event)));
  }
  return times;
}

function drawOurs() {
  host("ours").replaceChildren(...(exhibitNodes("map", context as FigureContext) ?? []));
}

const bench = {
  prepare(n: number) {
    host("ours").replaceChildren();
    host("peer").replaceChildren();
    context = mapContext(n, document, true, Math.min(680, innerWidth));
  },
  first: (whose: "ours" | "peer") => timed(whose === "ours" ? drawOurs : () => drawPeer(0)),
  hover: (whose: "ours" | "peer") =>
    hover(host(whose).querySelector(whose === "ours" ? ".vantage-plot" : "svg") as Element),
  /** new places of the same models: as a draft ours moves its dots, the peer draws anew */
  move(whose: "ours" | "peer", k: number) {
    const {models, coordinates} = context.run.result;
    const draw = stream(k, "bench", "map");
    const data = Float64Array.from(coordinates.data, (x) => x + 0.02 * draw.normal());
    const draft = {models, questions: k, coordinates: {shape: coordinates.shape, data}};
    return timed(() => (whose === "ours" ? moveMap(host("ours"), draft) : drawPeer(k / 50)));
  },
  /** a model that the map names, and its place in the drawing */
  lonely() {
    const name = host("ours").querySelector(".map-names text") as SVGTextElement;
    const label = name.textContent ?? "";
    const paths = [...host("ours").querySelectorAll(".map-models path")];
    const dots = paths.flatMap((path) => path.getAttribute("d")?.match(/[\d.]+,[\d.]+/g) ?? []);
    const at = name
      .getAttribute("transform")
      ?.match(/[\d.]+/g)
      ?.map(Number) ?? [0, 0];
    const apart = (dot: readonly number[]) => Math.hypot(dot[0]! - at[0]!, dot[1]! - at[1]!);
    const near = dots
      .map((dot) => dot.split(",").map(Number))
      .sort((a, b) => apart(a) - apart(b))[0] as number[];
    return {x: near[0], y: near[1], label};
  },
  table() {
    const details = host("ours").querySelector("details") as HTMLDetailsElement;
    return timed(() => {
      details.open = true;
    });
  }
};

export type MapBench = typeof bench;

Object.assign(window, {bench});
