import {element} from "./element.js";
import type {FigureData} from "./figureData.js";
import type {figureFiles} from "./figureFiles.js";

/**
 * Buttons that save a figure, folded: the drawing as SVG and PNG where it is one, its numbers as CSV. What
 * makes the files is fetched when the first one is asked for.
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
  const svg = drawing.querySelector<SVGSVGElement>("svg:not([aria-hidden])");
  const save = (ending: keyof typeof figureFiles) => {
    const button = element(document, "button", {type: "button", class: "vantage-quiet"}, ending);
    button.setAttribute("aria-label", `Save as ${ending}`);
    button.addEventListener("click", async () => {
      const {download, figureFiles} = await import("./figureFiles.js");
      const blob = await figureFiles[ending](svg as SVGSVGElement, data);
      download(document, `${name}.${ending.toLowerCase()}`, blob);
    });
    return button;
  };
  const drawn = svg ? [save("SVG"), save("PNG")] : [];
  const numbers = save("CSV");
  const summary = element(document, "summary", {}, "Save");
  const row = element(document, "p", {class: "vantage-save"}, ...drawn, numbers);
  return element(document, "details", {class: "vantage-twin"}, summary, row);
}
