import type {ReportFacts} from "./reportFacts.js";

/** The cell of a page that shows analyses. */
const openCell = `\`\`\`js
import {openPage} from "@dkps/vantage/page";
openPage(() => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"}), invalidation);
\`\`\`
`;

/** The cell of the page on which answers are searched. */
const searchCell = `\`\`\`js
import {openAnswersSearch} from "@dkps/vantage/page";
openAnswersSearch(() => new Worker(import.meta.resolve("@dkps/vantage/search-worker"), {type: "module"}), invalidation);
\`\`\`
`;

/** `src/index.md`: the report, made of places that the build fills. */
export function reportPage({study}: ReportFacts): string {
  const at = places(study);
  return `# ${at.word("study-title")}

<p class="lede">${at.word("study-description")}</p>

Every one of ${at.word("study-models")} was asked the same ${at.word("study-questions")}. An embedder, ${at.word("study-embedder")}, turned their answers into vectors, and each model became a point: models whose answers are alike lie close together. ${at.word("study-embedder-note")}

${at.block("alignment-banner")}

${at.controls("queries, queryCount, replicates")}

## The map

${at.block("map")}

<p>${at.word("space-sentence")} Directions have no meaning of their own: only distances do.</p>

To change the dimension, the models or the questions, go to [Explore](./explore).

${analyses(study)}

${at.block("claims")}

## Who answered what

${at.block("coverage")}

<p>${at.word("coverage-sentence")}</p>

## Where the numbers come from

The answers by status: ${at.word("study-statuses")}. License: ${at.word("study-license")}.

${at.block("study-manifest")}

## Cite this

${at.block("study-cite")}

## Files

The tables behind every figure, as a reader’s browser uses them:

${at.block("study-files")}

${openCell}`;
}

/** `src/explore.md`, `src/data.md`, `src/provenance.md`: the site's own page of a study, in one line. */
export function wholePage(name: "explore" | "data" | "provenance", {study}: ReportFacts): string {
  return `<div data-page="${name}" data-study="${study}"></div>

${name === "data" ? searchCell : openCell}`;
}

/** What the study tells and predicts; a part is left out where it has no such analysis. */
function analyses(study: string): string {
  const at = places(study);
  return `${at.needs("classification")}

## Telling a class

<p class="finding">${at.word("classification-sentence")}</p>

${at.block("confusion")}

</div>

${at.needs("regression")}

## Predicting an amount

<p class="finding">${at.word("regression-sentence")}</p>

${at.block("predicted")}

</div>`;
}

function places(study: string) {
  return {
    word: (name: string) => `<span data-published="${name}" data-study="${study}"></span>`,
    block: (name: string) => `<div data-published="${name}" data-study="${study}"></div>`,
    needs: (names: string) => `<div data-needs="${names}" data-study="${study}">`,
    controls: (names: string) => `<div data-controls="${names}" data-study="${study}"></div>`
  };
}
