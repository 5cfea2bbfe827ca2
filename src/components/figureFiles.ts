import {csvText, type FigureData} from "./figureData.js";
import {pngBlob, svgText} from "./svgFile.js";

export {download} from "./download.js";

type Make = (svg: SVGSVGElement, data: () => FigureData) => Blob | Promise<Blob>;

/** What a figure is saved as, by kind. */
export const figureFiles = {
  SVG: (svg) => new Blob([svgText(svg)], {type: "image/svg+xml"}),
  PNG: (svg) => pngBlob(svg),
  CSV: (_svg, data) => new Blob([csvText(data())], {type: "text/csv"})
} satisfies Readonly<Record<string, Make>>;
