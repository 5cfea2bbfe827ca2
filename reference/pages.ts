import {readFileSync} from "node:fs";
import {program} from "../cli/main.js";
import {claimSchema} from "../src/claims/claimSchema.js";
import {studySchema} from "../src/lib/schema/study.js";
import {modelRow, queryRow, responseRow, scoreRow, setupRow} from "../src/lib/schema/tables.js";
import {workflows} from "../src/workflows/registry.js";
import {commandPage} from "./commandPage.js";
import {fieldList, fieldsOf} from "./fields.js";
import {inputsPage} from "./inputsPage.js";
import {packagePage} from "./packagePage.js";
import {placesPage} from "./placesPage.js";

interface Page {
  readonly title: string;
  readonly lede: string;
  readonly body: () => string;
}

const tables = {
  models: modelRow,
  queries: queryRow,
  responses: responseRow,
  scores: scoreRow,
  setups: setupRow
};

/** Pages of the reference by the name of their file. */
const pages: Readonly<Record<string, Page>> = {
  "command-line": {
    title: "The command line",
    lede: "Every verb of `vantage` with its arguments and options. Results go to stdout, all else to stderr; exit code 0 is done, 1 failed, 2 wrong usage, 3 a claim was falsified.",
    body: () => commandPage(program())
  },
  "study-file": {
    title: "The study file",
    lede: "Every field of `study.json`. Unknown fields are errors. A path with a dot is a field within a field, `[]` is any entry of a list, `‹name›` any name.",
    body: () => fieldList(fieldsOf(studySchema))
  },
  tables: {
    title: "Tables",
    lede: "The columns of the canonical tables, which every import writes. An answer is one row for model, question and replicate. Rows are joined by id, never by position.",
    body: () =>
      Object.entries(tables)
        .map(([name, row]) => `## ${name}\n\n${fieldList(fieldsOf(row))}`)
        .join("\n\n")
  },
  inputs: {
    title: "Inputs of analyses",
    lede: "What an analysis may be told: by `--set`, in the address of a page, under `defaults` in `study.json`, in a claim. Values are checked in one place for all of them.",
    body: () => inputsPage([...workflows.values()])
  },
  claims: {
    title: "Claims",
    lede: "Every field of a claim; `claims.json` in the study’s folder is a list of them.",
    body: () => fieldList(fieldsOf(claimSchema))
  },
  places: {
    title: "Places of a page",
    lede: "What may stand in `data-published` and in `data-controls`. [The gallery](/guide/gallery) shows them.",
    body: () => placesPage(readFileSync("docs/pages.md", "utf8"))
  },
  package: {
    title: "The package",
    lede: "All that `@dkps/vantage` exports, by entry, as its source declares and describes it.",
    body: packagePage
  }
};

/** Texts of the reference's pages by path, generated from what they describe. */
export function referencePages(): Readonly<Record<string, string>> {
  const texts = Object.entries(pages).map(([name, page]) => [pathOf(name), pageText(page)]);
  return {[pathOf("index")]: indexText(), ...Object.fromEntries(texts)};
}

const pathOf = (name: string) => `src/guide/reference/${name}.md`;

function pageText({title, lede, body}: Page): string {
  return `---\ntitle: ${title}\n---\n\n# ${title}\n\n${lede}\n\n${body()}\n`;
}

function indexText(): string {
  const items = Object.entries(pages).map(
    ([name, {title, lede}]) =>
      `- [${title}](./${name}): ${lede.charAt(0).toLowerCase()}${lede.slice(1)}`
  );
  return `---\ntitle: Reference\n---\n\n# Reference\n\n<p class="lede">Generated from the code: docstrings, schemas, and the command line’s own declarations. A test fails where it is behind, or where something is not described.</p>\n\n${items.join("\n")}\n`;
}
