import type {PublishedStudy} from "../lib/schema/studyData.js";
import {addressParts} from "../workflows/addressParts.js";
import type {Run} from "./context.js";
import type {InputState} from "./inputState.js";
import {exhibits} from "./registry.js";
import {studyHosts} from "./studyHosts.js";

/** An analysis that places of a page show: a workflow, with what those places fix of its inputs. */
export interface PageAnalysis {
  readonly key: string;
  readonly workflow: string;
  /** by name, as text; the analysis types them */
  readonly fixed: Readonly<Record<string, string>>;
}

/** A place of the page that shows something of one analysis. */
export interface Place {
  readonly host: HTMLElement;
  readonly name: string;
  readonly analysis: PageAnalysis;
}

/** The page's `data-published` places whose analysis was published; equal analyses are one object. */
export function findPlaces(
  document: Document,
  study: PublishedStudy,
  runs: Readonly<Record<string, Run>>
): readonly Place[] {
  const known = new Map<string, PageAnalysis>();
  const hosts = studyHosts(document, study, "[data-published]");
  return hosts.flatMap((host) => {
    const {published: name = "", set} = host.dataset;
    const workflow = exhibits[name]?.workflow;
    if (!workflow || !runs[workflow]) return [];
    const found = pageAnalysis(workflow, set);
    const analysis = known.get(found.key) ?? found;
    known.set(found.key, analysis);
    return [{host, name, analysis}];
  });
}

/** @param set of a place, as in an address: `queryCount=10&regression.method=knn` */
function pageAnalysis(workflow: string, set = ""): PageAnalysis {
  const prefix = `${workflow}.`;
  const bare = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const fixed = [...addressParts(set).parts].map(([name, text]) => [bare(name), text] as const);
  return {
    key: set === "" ? workflow : `${workflow}?${set}`,
    workflow,
    fixed: Object.fromEntries(fixed)
  };
}

/** What a place shows belongs to it alone: it stays when a reader goes back to what was published. */
export function isFixed({fixed}: PageAnalysis): boolean {
  return Object.keys(fixed).length > 0;
}

/** What an analysis of the page should run on. */
export function inputsOf(state: InputState, {workflow, fixed}: PageAnalysis) {
  return {...state.inputsOf(workflow), ...fixed};
}
