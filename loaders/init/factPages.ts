import {openCell, places} from "./places.js";
import type {ReportFacts} from "./reportFacts.js";

/** `src/data.md`: who answered what, how alike all were asked, what is known of each model. */
export function dataPage({study}: ReportFacts): string {
  const at = places(study);
  return `# Data: ${at.word("study-title")}

<p class="lede">Who answered what, how alike all were asked, and what is known of each model.</p>

## Who answered what

${at.block("coverage")}

<p>${at.word("coverage-sentence")}</p>

The answers by status: ${at.word("study-statuses")}.

## How the models were asked

A map places models by their answers. Models asked in different ways may lie apart for that alone.

${at.block("alignment")}

## The models

${at.block("model-table")}

## Files

License: ${at.word("study-license")}.

${at.block("study-manifest")}

${at.block("study-files")}

${openCell}`;
}

/** `src/provenance.md`: what is claimed, what every number was made from, how to cite it. */
export function provenancePage({study}: ReportFacts): string {
  const at = places(study);
  return `# Provenance: ${at.word("study-title")}

<p class="lede">What every number was made from, how to cite it, and what is claimed, if anything is.</p>

${at.block("claims")}

## What it was made from

Each table by the hash of its content. The command line makes the same numbers from the same bytes: \`npm run verify\` computes them again and says what moved.

<div data-published="study-manifest" data-study="${study}" data-hashes="full"></div>

## Cite this

${at.block("study-cite")}

License: ${at.word("study-license")}.

## Files

${at.block("study-files")}

${openCell}`;
}
