import {download} from "./download.js";
import {element} from "./element.js";
import {csvText, type FigureData} from "./figureData.js";
import {pngBlob, svgText} from "./svgFile.js";

/**
 * Buttons that save a figure, folded: the drawing as SVG and PNG where it is one, its numbers as CSV.
 *
 * @param name of the files, without ending
 * @param data the figure's numbers, asked for when they are saved
 */
export function saveFigure(
  document: Document,
  name: string,
  drawing: HTMLElement,
  data: () => FigureData
): HTMLElement {
  const svg = () => drawing.querySelector<SVGSVGElement>("svg:not([aria-hidden])");
  const save = (ending: string, make: () => Blob | Promise<Blob>) => {
    const button = element(document, "button", {type: "button", class: "vantage-quiet"}, ending);
    button.setAttribute("aria-label", `Save as ${ending}`);
    button.addEventListener("click", async () =>
      download(document, `${name}.${ending.toLowerCase()}`, await make())
    );
    return button;
  };
  const drawn = svg()
    ? [
        save("SVG", () => new Blob([svgText(svg() as SVGSVGElement)], {type: "image/svg+xml"})),
        save("PNG", () => pngBlob(svg() as SVGSVGElement))
      ]
    : [];
  const numbers = save("CSV", () => new Blob([csvText(data())], {type: "text/csv"}));
  const summary = element(document, "summary", {}, "Save");
  const row = element(document, "p", {class: "vantage-save"}, ...drawn, numbers);
  return element(document, "details", {class: "vantage-twin"}, summary, row);
}
