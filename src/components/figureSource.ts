import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {FigureContext} from "./context.js";
import {copyable} from "./copyable.js";
import {element} from "./element.js";
import {madeFrom, placeSnippet, runSource} from "./runSource.js";
import {tableTwin} from "./tableTwin.js";

type Place = Pick<FigureContext, "document" | "interactive">;
type Made = readonly (readonly [string, string])[];

/** Choices of appearance that a place of a page may name. */
const looks = ["color", "size", "labels", "group", "against"] as const;

/**
 * How a figure was made, folded: the command, the address, the Markdown that puts it in a page, and what
 * it was made from.
 *
 * @param name of the figure, as in `data-published`
 */
export function figureSource(name: string, context: FigureContext): HTMLElement {
  return sourceControl(context, () => {
    const {study, run, origin = run, view, chosen} = context;
    const shown = looks.flatMap((key) => (view[key] === undefined ? [] : [[key, view[key]]]));
    const look: Readonly<Record<string, string>> = Object.fromEntries(shown);
    const {command, search, snippet, made} = runSource(name, study, run, origin, look, chosen);
    return sourceParts(context, {command, search, snippet, made});
  });
}

/**
 * The same of a figure that shows published files and no analysis of its own.
 *
 * @param data attributes of its place, by name without `data-`
 */
export function studySource(
  place: Place & {readonly study: PublishedStudy},
  data: Readonly<Record<string, string>>
): HTMLElement {
  const {study} = place;
  return sourceControl(place, () =>
    sourceParts(place, {
      command: `npx vantage data --study data/studies/${study.id}`,
      search: "",
      snippet: placeSnippet(data),
      made: madeFrom(study, {seed: study.seed})
    })
  );
}

/** Made on opening where something runs, there at once where nothing does. */
function sourceControl({document, interactive}: Place, parts: () => HTMLElement[]): HTMLElement {
  const summary = element(document, "summary", {}, "How this was made");
  const details = element(document, "details", {class: "vantage-twin vantage-source"}, summary);
  const fill = () => details.append(...parts());
  if (interactive) details.addEventListener("toggle", fill, {once: true});
  else fill();
  return details;
}

function sourceParts(
  place: Place,
  {
    command,
    search,
    snippet,
    made
  }: Readonly<Record<"command" | "search" | "snippet", string>> & {
    readonly made: Made;
  }
): HTMLElement[] {
  const {document, interactive} = place;
  const {location} = document;
  // While a site is built nobody knows where it will stand.
  const address = interactive ? `${location.origin}${location.pathname}${search}` : null;
  return [
    copyable(place, "On the command line", command),
    ...(address ? [copyable(place, "As an address", address)] : []),
    copyable(place, "In a page of yours", snippet),
    tableTwin(document, {
      columns: ["made from", "name, version or hash"],
      rows: made.map((r) => [...r])
    })
  ];
}
