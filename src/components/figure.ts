import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import type {FigureData} from "./figureData.js";
import {saveFigure} from "./saveFigure.js";
import {type Table, tableTwin} from "./tableTwin.js";

/** What every figure needs to know of where it stands. */
type Place = Pick<FigureContext, "document" | "width" | "interactive">;

/** What a figure consists of: how it is drawn at a width, what it says, the same as a table. */
export interface FigureParts<Context extends Place = FigureContext> {
  readonly draw: (context: Context) => HTMLElement;
  readonly caption: (context: Context) => string;
  readonly description: (context: Context) => string;
  readonly table: (context: Context) => Table;
  /** the same numbers in full, for a file; the table's texts by default */
  readonly data?: (context: Context) => FigureData;
}

/** What stands below a figure besides its table. */
interface FigureExtras {
  readonly under?: readonly HTMLElement[];
  /** of the files it is saved as; without one it is not saved */
  readonly name?: string;
  /** which of the page's figures it is, as text */
  readonly number?: string | undefined;
}

/** Stands before a caption, or before what is said where there is nothing to draw. */
function numbered(document: Document, number: string | undefined): HTMLElement | null {
  return number === undefined ? null : element(document, "b", {}, `Figure ${number}. `);
}

/** Widths drawn at build time: a column of text, and a phone. The stylesheet shows one of them. */
export const staticWidths = {wide: 680, narrow: 340} as const;

/**
 * A figure with its caption, a text for those who cannot see it and a table of its numbers. At build
 * time it holds a wide and a narrow drawing; in a browser one at the width of its place.
 *
 * @param extras what else stands below it, e.g. how it was made; a name for its files; its number
 */
export function figure<Context extends Place>(
  parts: FigureParts<Context>,
  context: Context,
  {under = [], name, number}: FigureExtras = {}
): HTMLElement {
  const {document, interactive} = context;
  const described = (drawing: HTMLElement) => {
    drawing.querySelector("svg:not([aria-hidden])")?.setAttribute("role", "img");
    // Plot labels its groups of marks, which have no role a label could name.
    for (const group of drawing.querySelectorAll("svg g[aria-label]:not([role])"))
      group.setAttribute("aria-hidden", "true");
    return drawing;
  };
  const drawings = interactive
    ? [described(parts.draw(context))]
    : Object.entries(staticWidths).map(([name, width]) =>
        element(
          document,
          "div",
          {class: `vantage-${name}`},
          described(parts.draw({...context, width}))
        )
      );
  return element(
    document,
    "figure",
    {class: "vantage-figure", "aria-label": parts.description(context)},
    ...drawings,
    element(document, "figcaption", {}, numbered(document, number), parts.caption(context)),
    element(
      document,
      "div",
      {class: "vantage-under"},
      twin(parts, context),
      ...under,
      interactive && name !== undefined && drawings[0]
        ? saveFigure(document, name, drawings[0], () => dataOf(parts, context))
        : null
    )
  );
}

function dataOf<Context extends Place>(parts: FigureParts<Context>, context: Context): FigureData {
  return parts.data?.(context) ?? parts.table(context);
}

/** The same as a table: there at once where nothing runs, made on opening where something does. */
function twin<Context extends Place>(parts: FigureParts<Context>, context: Context): HTMLElement {
  const {document, interactive} = context;
  const summary = element(document, "summary", {}, "The same as a table");
  const details = element(document, "details", {class: "vantage-twin"}, summary);
  const fill = () => details.append(tableTwin(document, parts.table(context)));
  if (interactive) details.addEventListener("toggle", fill, {once: true});
  else fill();
  return details;
}
