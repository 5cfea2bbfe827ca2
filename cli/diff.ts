import {Command} from "commander";
import {compareResults, type Difference} from "../loaders/compare/compareResults.js";
import {readRuns} from "../loaders/compare/readRuns.js";
import {DomainError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import type {RunResult} from "../src/workflows/results.js";
import {printNext, printResult} from "./output.js";

/** What moved between two runs of an analysis. */
interface Moved {
  readonly workflow: string;
  /** tables and texts the runs were made from */
  readonly data: readonly Difference[];
  /** versions of the program and of the analysis's stages */
  readonly code: readonly Difference[];
  readonly inputs: readonly Difference[];
  readonly numbers: readonly Difference[];
}

/** `vantage diff A B`: which data, code, inputs and numbers moved. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("what moved between two results, studies or published folders")
    .argument("<a>", "a result as JSON, a study, or a folder of published files")
    .argument("<b>", "another one")
    .option("--tolerance <share>", "how far numbers may be apart, relative to their size", "1e-9")
    .option("--json", "what moved as JSON")
    .action(async (a: string, b: string, options: {tolerance: string; json?: boolean}) => {
      const tolerance = Number(options.tolerance);
      if (options.tolerance.trim() === "" || !(tolerance >= 0))
        throw new DomainError(
          `diff: --tolerance must be a number from 0; got ${options.tolerance}`,
          "INPUT"
        );
      const moved = movedBetween(await readRuns(a), await readRuns(b), tolerance);
      printResult(moved, textOf(moved), options.json);
      printNext(`vantage diff ${shellWord(a)} ${shellWord(b)} --json`);
      if (moved.some(isMoved)) process.exitCode = 1;
    });
}

type Runs = ReadonlyMap<string, RunResult>;

function movedBetween(a: Runs, b: Runs, tolerance: number): Moved[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names.map((workflow) => {
    const [one, two] = [a.get(workflow), b.get(workflow)];
    if (!one || !two) return absent(workflow, one !== undefined);
    const {vantage, stages, seed: _, ...data} = one.manifest;
    const {vantage: vantage2, stages: stages2, seed: __, ...data2} = two.manifest;
    return {
      workflow,
      data: compareResults(data, data2, 0),
      code: compareResults({vantage, stages}, {vantage: vantage2, stages: stages2}, 0),
      inputs: compareResults(one.inputs, two.inputs, 0),
      numbers: compareResults(
        {result: one.result, warnings: one.warnings},
        {result: two.result, warnings: two.warnings},
        tolerance
      ).sort((x, y) => (y.relative ?? 0) - (x.relative ?? 0))
    };
  });
}

function absent(workflow: string, isFirst: boolean): Moved {
  const [a, b] = isFirst ? ["made", "not made"] : ["not made", "made"];
  return {workflow, data: [], code: [], inputs: [], numbers: [{path: "", a, b, relative: null}]};
}

const parts = ["data", "code", "inputs", "numbers"] as const;

const isMoved = (moved: Moved) => parts.some((part) => moved[part].length > 0);

function textOf(all: readonly Moved[]): string {
  return all
    .flatMap((moved) => {
      if (!isMoved(moved)) return [`${moved.workflow}: the same`];
      return parts
        .filter((part) => moved[part].length > 0)
        .flatMap((part) => [`${moved.workflow}: ${part}`, ...moved[part].slice(0, 20).map(lineOf)]);
    })
    .join("\n");
}

function lineOf({path, a, b, relative}: Difference): string {
  const size = relative === null ? "" : `  (${relative.toPrecision(2)} of its size)`;
  return `  ${path || "result"}: ${shown(a)} → ${shown(b)}${size}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "none";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
