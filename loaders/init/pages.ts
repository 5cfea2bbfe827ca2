import {openCell, places} from "./places.js";
import type {ReportFacts} from "./reportFacts.js";

/** `src/index.md`: the report, made of places that the build fills. */
export function reportPage({study}: ReportFacts): string {
  const at = places(study);
  return `# ${at.word("study-title")}

<p class="lede">${at.word("study-description")}</p>

Every one of ${at.word("study-models")} was asked the same ${at.word("study-questions")}. Their answers were embedded with ${at.word("study-embedder")}, and each model became a point: models whose answers are alike lie close together. ${at.word("study-embedder-note")}

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

/** `src/explore.md`: every input of the analyses beside what they show. */
export function explorePage({study}: ReportFacts): string {
  const at = places(study);
  return `# Explore: ${at.word("study-title")}

<p class="lede">Every input of the analyses. What you change is in the address of this page, so a link to it brings the same view back.</p>

<div class="workbench">
<div class="workbench-side">

## Models and questions

${at.controls("models:filter, queries:filter, queryCount, querySeed, replicates, debias")}

## Space

${at.controls("dimension, elbow, elbowRule, view.color, view.size, view.labels")}

${at.needs("regression")}

## Amount

${at.controls("regression.covariate, regression.method, regression.validation")}

</div>

${at.needs("classification")}

## Class

${at.controls("classification.label, classification.method, classification.space, classification.validation")}

</div>

${at.needs("classification, regression")}

## Tests

${at.controls("k, exchange, permutations, level, seed")}

</div>

</div>
<div class="workbench-main">

${at.block("alignment-banner")}

## The space

${at.block("find-model")}

${at.block("map")}

With a mouse, draw around models to keep only these, or to leave them out; by keyboard, the filter “Which models” does the same.

<p>${at.word("space-sentence")}</p>

${at.block("scree")}

${analyses(study)}

## The models

${at.block("model-table")}

## The answers

${at.block("answers")}

## How it was computed

${at.block("cell-graph")}

</div>
</div>

## Files

${at.block("study-files")}

${openCell}`;
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
