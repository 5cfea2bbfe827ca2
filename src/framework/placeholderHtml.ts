import {parseHTML} from "linkedom";
import type {FigureContext} from "../components/context.js";
import {controls} from "../components/controls.js";
import {dataPart, dataPartNames} from "../components/dataParts.js";
import {element} from "../components/element.js";
import {absence, exhibitNodes} from "../components/exhibit.js";
import {staticWidths} from "../components/figure.js";
import "../components/groupExhibit.js";
import {createInputState} from "../components/inputState.js";
import {exhibits} from "../components/registry.js";
import {studyFacts} from "../components/studyParts.js";
import {tellOnce} from "../components/tellOnce.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {ownPlaces} from "./ownPlaces.js";
import {placedRun} from "./placedRun.js";
import type {PublishedFiles} from "./readPublished.js";

/** What a placeholder is filled with: markup, and the same as text when it is nothing but text. */
export interface Filling {
  readonly html: string;
  readonly text: string | null;
  /** the analysis that it would show and that was not published, else null */
  readonly absent: string | null;
}

/**
 * What a placeholder of a page is filled with at build time.
 *
 * @param attributes of the placeholder, by name without `data-`
 * @param published the study the placeholder is about
 * @param dataPath where the site finds published files, e.g. `/data`
 * @param told the warnings that earlier places of the page have said; what this one says joins them
 */
export function placeholderHtml(
  attributes: Readonly<Record<string, string>>,
  published: PublishedFiles,
  dataPath: string,
  told = new Set<string>()
): Filling {
  const {document} = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const nodes = placeholderNodes(document, attributes, published, dataPath);
  const holder = element(document, "div", {}, ...nodes);
  tellOnce(holder, `${published.study.id} ${attributes.set ?? ""}`, told);
  const isText = nodes.every((node) => node.nodeType === document.TEXT_NODE);
  const needed = exhibits[attributes.published ?? ""]?.workflow;
  return {
    html: holder.innerHTML,
    text: isText ? (holder.textContent ?? "") : null,
    absent: needed === undefined || needed in published.runs ? null : needed
  };
}

/**
 * Whether a place shows a figure of a study, which has a number on its page. Groups are drawn only once
 * some are named.
 */
export function showsFigure(
  {published: name = "", group}: Readonly<Record<string, string>>,
  {runs, study, comparison}: PublishedFiles
): boolean {
  if (name === "groups" && group === undefined) return false;
  const exhibit = exhibits[name];
  if (exhibit) return exhibit.kind === "figure" && exhibit.workflow in runs;
  return (name === "coverage" && !!study.coverage) || (name === "comparison" && !!comparison);
}

function placeholderNodes(
  document: Document,
  {published: name = "", controls: names, set, ...view}: Readonly<Record<string, string>>,
  published: PublishedFiles,
  dataPath: string
): readonly Node[] {
  const {study} = published;
  if (names !== undefined) return [controlsForm(document, names, published, view)];
  if (exhibits[name]) return exhibited(document, name, published, view, set);
  if (set !== undefined)
    throw new Error(
      `published: data-set goes with a figure or sentence of an analysis; got it with ${JSON.stringify(name)}`
    );
  const place = {document, study, number: view.number, width: staticWidths.wide};
  const fact = studyFacts(study)[name];
  const nodes =
    ownPlaces.get(name)?.({...published, document, view, dataPath}) ??
    dataPart(name, {...place, interactive: false}) ??
    (fact === undefined ? null : [document.createTextNode(fact)]);
  return nodes ?? refuse(name, study);
}

function controlsForm(
  document: Document,
  names: string,
  {study, runs}: PublishedFiles,
  view: Readonly<Record<string, string>>
): Node {
  const inputs = Object.fromEntries(Object.entries(runs).map(([key, run]) => [key, run.inputs]));
  const state = createInputState({...inputs, view});
  return controls(names.split(/[\s,]+/), {document, study, state, interactive: false}).form;
}

/** A figure or sentence of an analysis, under inputs of its own where it has some. */
function exhibited(
  document: Document,
  name: string,
  {folder, study, runs}: PublishedFiles,
  view: Readonly<Record<string, string>>,
  set = ""
): Node[] {
  const workflow = exhibits[name]?.workflow ?? "";
  const origin = runs[workflow];
  if (!origin) return [absence(document, workflow)];
  const key = study.tables.map(({hash}) => hash).join();
  const run = set === "" ? origin : placedRun(folder, key, workflow, set);
  const shown = {document, study, run, origin, view};
  const drawn = {...shown, width: staticWidths.wide, interactive: false};
  return exhibitNodes(name, drawn satisfies FigureContext) ?? [];
}

function refuse(name: string, study: PublishedStudy): never {
  const facts = Object.keys(studyFacts(study));
  const known = [...Object.keys(exhibits), ...dataPartNames, ...facts, ...ownPlaces.keys()];
  throw new Error(
    `published: expected one of ${known.join(", ")}, study-cards; got ${JSON.stringify(name)}`
  );
}
