import {shellWord} from "../lib/core/shellWord.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {addressName} from "../workflows/addressName.js";
import type {RunResult} from "../workflows/results.js";
import type {Run} from "./context.js";
import {escapeHtml} from "./escapeHtml.js";

type Changes = readonly (readonly [string, unknown])[];

/** How a run is made again: on the command line, by an address, on another page. */
export interface RunSource {
  /** as typed into a shell that stands in the project */
  readonly command: string;
  /** the part of a page's address from "?" on; empty for the published inputs */
  readonly search: string;
  /** a place of a page that shows the figure with these inputs */
  readonly snippet: string;
  /** what it was made from, by name */
  readonly made: readonly (readonly [string, string])[];
}

/**
 * How the figure of a run is made again.
 *
 * @param figure name of the figure, as in `data-published`
 * @param published the run a page starts from; its inputs are the study's defaults
 * @param view choices of appearance
 * @param chosen those of them that the reader has made: an address holds no others
 */
export function runSource(
  figure: string,
  study: PublishedStudy,
  run: Run,
  published: Run,
  view: Readonly<Record<string, string>>,
  chosen: Readonly<Record<string, string>> = {}
): RunSource {
  const changes = Object.entries(run.inputs).filter(
    ([name, value]) => String(value) !== String(published.inputs[name])
  );
  const named = changes.map(([name, value]) => [addressName(run.workflow, name), value] as const);
  const looks = Object.entries(chosen).map(([name, text]) => [`view.${name}`, text] as const);
  return {
    command: commandOf(run.workflow, study.id, changes),
    search: searchOf([...named, ...looks]),
    snippet: placeSnippet({
      published: figure,
      study: study.id,
      ...(changes.length > 0 ? {set: searchOf(named).slice(1)} : {}),
      ...view
    }),
    made: [["analysis", run.workflow], ...madeFrom(study, run.inputs, published.manifest)]
  };
}

function commandOf(workflow: string, study: string, changes: Changes): string {
  const settings = changes.map(([name, value]) => `--set ${shellWord(`${name}=${String(value)}`)}`);
  return ["npx vantage run", workflow, "--study", `data/studies/${study}`, ...settings].join(" ");
}

function searchOf(changes: Changes): string {
  const search = new URLSearchParams(changes.map(([name, value]) => [name, String(value)]));
  return changes.length > 0 ? `?${search}` : "";
}

/** A place of a page, as Markdown. @param data its attributes, by name without `data-` */
export function placeSnippet(data: Readonly<Record<string, string>>): string {
  const attributes = Object.entries(data).map(
    ([name, text]) => `data-${name}="${escapeHtml(text)}"`
  );
  return `<div ${attributes.join(" ")}></div>`;
}

/** What a study's numbers are made from: embedder, seed, versions, and hashes of the bytes. */
export function madeFrom(
  study: PublishedStudy,
  inputs: Run["inputs"],
  manifest?: RunResult["manifest"]
): [string, string][] {
  const table = tableOf(study, inputs);
  const stages = Object.entries(manifest?.stages ?? {}).map(([cell, n]) => `${cell} ${n}`);
  const rows: [string, string | undefined][] = [
    ["vantage", manifest?.vantage],
    ["embedder", study.embedder.id],
    ["seed", String(inputs.seed ?? study.seed)],
    [table?.file ?? "", table && `${table.encoding}, sha256 ${table.hash}`],
    ...Object.entries(study.data).map(([name, hash]): [string, string] => [name, `sha256 ${hash}`]),
    ["versions of steps", stages.join(", ") || undefined]
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

/** The distances a run was made from: those of its metric and of as many answers as it averages. */
function tableOf({tables}: PublishedStudy, {metric, replicates}: Run["inputs"]) {
  const known = tables.filter((table) => metric === undefined || table.metric === metric);
  const most = Math.max(...known.map((table) => table.replicates));
  const asked = typeof replicates === "number" ? replicates : most;
  return known.find((table) => table.replicates === asked);
}
