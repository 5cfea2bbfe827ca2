import type {ClassificationResult, RegressionResult, SpaceResult} from "../workflows/results.js";
import type {FigureContext, Run} from "./context.js";
import {element} from "./element.js";
import {figure} from "./figure.js";
import {figureSource} from "./figureSource.js";
import {groupsFault, withGroups} from "./groups.js";
import {droppedReport, warningsList} from "./notices.js";
import {phraseNodes} from "./phrase.js";
import {type Exhibit, exhibits} from "./registry.js";

/**
 * The figure or sentence of a name, drawn from a run: the one function behind the published page and
 * the live one.
 *
 * @returns what to put in the place that asked, or null for a name that is not known
 */
export function exhibitNodes(name: string, context: FigureContext): Node[] | null {
  const exhibit = exhibits[name];
  if (!exhibit) return null;
  const study = exhibit.workflow === "space" ? grouped(context) : context.study;
  return comparable(name, exhibit, {...context, study});
}

/** A reader's filter may be half written: the place of the groups says what is wrong of it. */
function grouped({study, view, interactive}: FigureContext) {
  return interactive && groupsFault(study, view) !== null ? study : withGroups(study, view);
}

function comparable(name: string, exhibit: Exhibit, context: FigureContext): Node[] {
  const isComparable =
    context.published && predictedColumn(context.published) === predictedColumn(context.run);
  return drawn(name, exhibit, isComparable ? context : {...context, published: undefined});
}

/** Numbers about one column are no ghosts of numbers about another. */
function predictedColumn({result}: Run): string | null {
  const {covariate, label} = result as Partial<RegressionResult & ClassificationResult>;
  return covariate ?? label ?? null;
}

function drawn(name: string, exhibit: Exhibit, context: FigureContext): Node[] {
  const {document, run, published} = context;
  if (exhibit.kind === "sentence") {
    const before = published && exhibit.phrase({...context, run: published});
    return phraseNodes(document, exhibit.phrase(context), before);
  }
  const missing = exhibit.missing?.(context) ?? null;
  if (missing !== null) return [element(document, "p", {class: "small"}, missing)];
  const source = context.origin ? [figureSource(name, context)] : [];
  const file = `${context.study.id}-${name}`;
  const shown = figure(exhibit.parts, context, {
    under: source,
    name: file,
    number: context.view.number
  });
  if (!exhibit.tells) return [shown];
  const notices = [warningsList(document, run.warnings), dropped(context)];
  return [shown, ...notices.filter((notice) => notice !== null)];
}

function dropped({document, run, study}: FigureContext): HTMLElement | null {
  const left = (run.result as Partial<SpaceResult>).dropped;
  return left ? droppedReport(document, left, study) : null;
}

const absences: Readonly<Record<string, string>> = {
  space: "This study publishes no map of its models.",
  classification: "This study publishes no classes to tell its models by.",
  regression: "This study publishes no amount to predict about its models."
};

/** The text that stands where a study lacks the analysis an exhibit shows. */
export function absence(document: Document, workflow: string): HTMLElement {
  return element(
    document,
    "span",
    {class: "vantage-absent"},
    absences[workflow] ?? `This study publishes no ${workflow}.`
  );
}
