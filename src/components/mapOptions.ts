import type * as Plot from "@observablehq/plot";
import type {Frame} from "./frame.js";

/**
 * What every map is drawn with: no axes, since only distances mean anything, in a frame that has one
 * unit as long across as up.
 *
 * @param models how many points there are, for the label that is read aloud
 */
export function mapOptions(document: Document, frame: Frame, models: number): Plot.PlotOptions {
  const {width, height} = frame;
  return {
    document,
    width,
    height,
    margin: 0,
    style: {background: "none", overflow: "visible"},
    ariaLabel: `map of ${models} models`,
    x: {axis: null, domain: frame.x, range: [0, width]},
    y: {axis: null, domain: frame.y, range: [height, 0]},
    symbol: {type: "identity"} as Plot.ScaleOptions
  };
}
