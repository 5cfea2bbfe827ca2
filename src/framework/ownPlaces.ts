import {answersNote} from "../components/answersNote.js";
import {byline, citation} from "../components/citation.js";
import {claimList} from "../components/claimList.js";
import {comparison as comparisonInput} from "../components/comparisonInput.js";
import {variedKinds} from "../components/comparisonParts.js";
import {element} from "../components/element.js";
import {staticWidths} from "../components/figure.js";
import {findModel} from "../components/findModel.js";
import {cardsNote} from "../components/modelCards.js";
import {searchForm} from "../components/searchForm.js";
import {searchNote} from "../components/searchNote.js";
import {studyFiles, studyManifest} from "../components/studyParts.js";
import {trainerForm} from "../components/trainerIntro.js";
import type {Varied} from "../lib/schema/embedderComparison.js";
import {cellGraphs} from "./cellGraphs.js";
import {allReferences} from "./citations.js";
import type {PublishedFiles} from "./readPublished.js";

/** A place of a page, as it is filled at build time. */
export interface OwnPlace extends PublishedFiles {
  readonly document: Document;
  /** its attributes, by name without `data-` */
  readonly view: Readonly<Record<string, string>>;
  /** where the site finds published files, e.g. `/data` */
  readonly dataPath: string;
}

/** Places that are neither an analysis' nor a fact of a study, by name, with what fills them. */
export const ownPlaces: ReadonlyMap<string, (place: OwnPlace) => readonly Node[]> = new Map(
  Object.entries({
    answers: ({document, study}: OwnPlace) => note(document, answersNote(study)),
    "answers-search": searchPlace,
    "cell-graph": ({document, study, runs}) => cellGraphs(document, study, runs),
    claims: ({document, claims, view}) =>
      claims ? [claimList(document, claims.claims, view.claim?.split(/[\s,]+/))] : [],
    comparison: comparisonPlace,
    "find-model": ({document, study}) => [findModel(document, study, false)],
    "model-cards": ({document}) => note(document, cardsNote),
    "study-byline": ({document, study}) => byline(document, study),
    "study-cite": ({document, study}) => citation(document, study, false),
    "study-files": ({document, study, files, dataPath}) => [
      studyFiles(document, study, files, dataPath)
    ],
    "study-manifest": ({document, study, runs, view}) => [
      studyManifest(document, study, Object.values(runs), view.hashes === "full" ? "full" : "short")
    ],
    "study-references": referenceList,
    trainer: ({document, files}) =>
      files.includes("trainer.json") ? [trainerForm(document, false).form] : []
  } satisfies Record<string, (place: OwnPlace) => readonly Node[]>)
);

function note(document: Document, text: string): HTMLElement[] {
  return [element(document, "p", {class: "vantage-answers-note"}, text)];
}

function referenceList({document, study}: OwnPlace): HTMLElement[] {
  if (study.references === undefined) return [];
  const list = element(document, "div");
  list.innerHTML = allReferences(study.references, `references of ${study.id}`);
  return [list];
}

/** The place where answers are searched: what there is, and the form where they can be. */
function searchPlace({document, study, database, dataPath}: OwnPlace): HTMLElement[] {
  const link = database ? {href: `${dataPath}/${database.file}`, bytes: database.bytes} : null;
  const said = searchNote(document, study, link);
  const canSearch = link && (study.answers?.files ?? []).length > 0;
  return canSearch ? [said, searchForm(document, study, null).node] : [said];
}

function comparisonPlace({document, study, comparison, view}: OwnPlace): HTMLElement[] {
  const {index = "0", color, number} = view;
  if (!comparison)
    throw new Error(
      `published: comparison must be of a study with embedders.json (publish.comparison); got ${study.id}`
    );
  const place = {document, study, comparison, color, number, varied: variedOf(view.varied)};
  const drawn = {index: Number(index), width: staticWidths.wide, interactive: false};
  return comparisonInput({...place, ...drawn});
}

function variedOf(name: string | undefined): Varied {
  const found = variedKinds.find((kind) => kind === name);
  if (found) return found;
  throw new Error(
    `published: data-varied must be one of ${variedKinds.join(", ")}; got ${JSON.stringify(name)}`
  );
}
