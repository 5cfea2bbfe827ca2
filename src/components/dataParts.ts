import type {PublishedStudy} from "../lib/schema/studyData.js";
import {alignmentBanner, alignmentNodes} from "./alignmentParts.js";
import {coverageFigure, coverageSentence} from "./coverageParts.js";
import {dataCard} from "./dataCard.js";
import {element} from "./element.js";
import {figure} from "./figure.js";
import {studySource} from "./figureSource.js";
import {modelTable} from "./modelTable.js";
import {tableTwin} from "./tableTwin.js";

/** Where a part stands: which document, how wide in pixels, whether anybody can point at it. */
export interface DataPlace {
  readonly document: Document;
  readonly study: PublishedStudy;
  /** of its figure on the page */
  readonly number?: string | undefined;
  readonly width: number;
  readonly interactive: boolean;
}

/** Parts about a study's data, not about an analysis of them; none is live. */
const parts: Readonly<Record<string, (place: DataPlace) => readonly Node[]>> = {
  coverage: (place) => {
    const {document, study} = place;
    const {coverage} = study;
    return coverage
      ? [
          figure(
            coverageFigure,
            {...place, coverage},
            {
              number: place.number,
              under: [studySource(place, {published: "coverage", study: study.id})]
            }
          )
        ]
      : [unpublished(document, "coverage")];
  },
  "coverage-sentence": ({document, study}) =>
    study.coverage ? [document.createTextNode(coverageSentence(study, study.coverage))] : [],
  alignment: ({document, study}) => alignmentNodes(document, study),
  "alignment-banner": ({document, study}) => {
    const banner = alignmentBanner(document, study);
    return banner ? [banner] : [];
  },
  "data-card": ({document, study}) => dataCard(document, study),
  "model-table": ({document, study}) => [tableTwin(document, modelTable(study))]
};

/** Names of the parts, as a page writes them in `data-published`. */
export const dataPartNames: readonly string[] = Object.keys(parts);

/**
 * The part of a name: `coverage`, `coverage-sentence`, `alignment`, `alignment-banner`, `data-card`,
 * `model-table`.
 *
 * @returns null for a name that is none of these; nothing at all where a study has nothing to say
 */
export function dataPart(name: string, place: DataPlace): readonly Node[] | null {
  return Object.hasOwn(parts, name) ? (parts[name]?.(place) ?? null) : null;
}

function unpublished(document: Document, what: string): HTMLElement {
  const text = `This study was published without its ${what}; vantage data adds it.`;
  return element(document, "span", {class: "vantage-absent"}, text);
}
