import {parseHTML} from "linkedom";
import {answersNote} from "../components/answersNote.js";
import {byline, citation} from "../components/citation.js";
import {claimList} from "../components/claimList.js";
import {comparison as comparisonInput} from "../components/comparisonInput.js";
import {variedKinds} from "../components/comparisonParts.js";
import type {FigureContext} from "../components/context.js";
import {controls} from "../components/controls.js";
import {dataPart, dataPartNames} from "../components/dataParts.js";
import {element} from "../components/element.js";
import {absence, exhibitNodes} from "../components/exhibit.js";
import {staticWidths} from "../components/figure.js";
import {findModel} from "../components/findModel.js";
import {createInputState} from "../components/inputState.js";
import {cardsNote} from "../components/modelCards.js";
import "../components/groupExhibit.js";
import {exhibits} from "../components/registry.js";
import {searchForm} from "../components/searchForm.js";
import {searchNote} from "../components/searchNote.js";
import {studyFacts, studyFiles, studyManifest} from "../components/studyParts.js";
import {tellOnce} from "../components/tellOnce.js";
import {trainerForm} from "../components/trainerIntro.js";
import type {Varied} from "../lib/schema/embedderComparison.js";
import {cellGraphs} from "./cellGraphs.js";
import {placedRun} from "./placedRun.js";
import type {PublishedFiles} from "./readPublished.js";

/** Places that are neither an analysis' nor a fact of a study; `comparison` needs an `embedders.json`. */
export const ownPlaces = [
  "answers",
  "answers-search",
  "cell-graph",
  "claims",
  "comparison",
  "find-model",
  "model-cards",
  "study-byline",
  "study-cards",
  "study-cite",
  "study-files",
  "study-manifest",
  "trainer"
] as const;

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

/** Whether a place of a name shows a figure of a study, which has a number on its page. */
export function showsFigure(name: string, {runs, study, comparison}: PublishedFiles): boolean {
  const exhibit = exhibits[name];
  if (exhibit) return exhibit.kind === "figure" && exhibit.workflow in runs;
  return (name === "coverage" && !!study.coverage) || (name === "comparison" && !!comparison);
}

function placeholderNodes(
  document: Document,
  {published: name, controls: names, set, ...view}: Readonly<Record<string, string>>,
  published: PublishedFiles,
  dataPath: string
): Node[] {
  const {study, runs, files, comparison, claims} = published;
  if (names !== undefined) {
    const inputs = Object.fromEntries(Object.entries(runs).map(([key, run]) => [key, run.inputs]));
    const state = createInputState({...inputs, view});
    return [controls(names.split(/[\s,]+/), {document, study, state, interactive: false}).form];
  }
  const exhibit = exhibits[name ?? ""];
  if (exhibit) {
    const origin = runs[exhibit.workflow];
    if (!origin) return [absence(document, exhibit.workflow)];
    const run = set ? ownRun(published, exhibit.workflow, set) : origin;
    const shown = {document, study, run, origin, view};
    const drawn = {...shown, width: staticWidths.wide, interactive: false};
    return exhibitNodes(name as string, drawn satisfies FigureContext) ?? [];
  }
  if (set !== undefined)
    throw new Error(
      `published: data-set goes with a figure or sentence of an analysis; got it with ${JSON.stringify(name)}`
    );
  if (name === "answers")
    return [element(document, "p", {class: "vantage-answers-note"}, answersNote(study))];
  if (name === "answers-search") return searchPlace(document, published, dataPath);
  if (name === "cell-graph") return cellGraphs(document, study, runs);
  if (name === "study-files") return [studyFiles(document, study, files, dataPath)];
  if (name === "study-manifest") {
    const hashes = view.hashes === "full" ? "full" : "short";
    return [studyManifest(document, study, Object.values(runs), hashes)];
  }
  if (name === "find-model") return [findModel(document, study, false)];
  if (name === "model-cards")
    return [element(document, "p", {class: "vantage-answers-note"}, cardsNote)];
  if (name === "study-byline") return byline(document, study);
  if (name === "study-cite") return citation(document, study, false);
  if (name === "trainer")
    return files.includes("trainer.json") ? [trainerForm(document, false).form] : [];
  if (name === "claims")
    return claims ? [claimList(document, claims.claims, view.claim?.split(/[\s,]+/))] : [];
  if (name === "comparison" && comparison) {
    const {index = "0", color, number} = view;
    const place = {document, study, comparison, color, number, varied: variedOf(view.varied)};
    const drawn = {index: Number(index), width: staticWidths.wide, interactive: false};
    return comparisonInput({...place, ...drawn});
  }
  const part = dataPart(name ?? "", {
    document,
    study,
    number: view.number,
    width: staticWidths.wide,
    interactive: false
  });
  if (part) return [...part];
  const fact = studyFacts(study)[name ?? ""];
  if (fact !== undefined) return [document.createTextNode(fact)];
  const known = [...Object.keys(exhibits), ...dataPartNames, ...Object.keys(studyFacts(study))];
  throw new Error(
    `published: expected one of ${[...known, ...ownPlaces].join(", ")}; got ${JSON.stringify(name)}`
  );
}

/** The place where answers are searched: what there is, and the form where they can be. */
function searchPlace(
  document: Document,
  {study, database}: PublishedFiles,
  dataPath: string
): HTMLElement[] {
  const link = database ? {href: `${dataPath}/${database.file}`, bytes: database.bytes} : null;
  const note = searchNote(document, study, link);
  const canSearch = link && (study.answers?.files ?? []).length > 0;
  return canSearch ? [note, searchForm(document, study, null).node] : [note];
}

/** The run of a place with inputs of its own. */
function ownRun({folder, study}: PublishedFiles, workflow: string, set: string) {
  return placedRun(folder, study.tables.map(({hash}) => hash).join(), workflow, set);
}

function variedOf(name: string | undefined): Varied {
  const found = variedKinds.find((kind) => kind === name);
  if (found) return found;
  throw new Error(
    `published: data-varied must be one of ${variedKinds.join(", ")}; got ${JSON.stringify(name)}`
  );
}
