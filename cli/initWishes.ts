import {basename, resolve} from "node:path";
import type {Beginning, ReportFacts} from "../loaders/init/reportFacts.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {packageVersion} from "./packageVersion.js";
import {studyNamedAfter} from "./studyFolders.js";
import type {Ask} from "./terminalQuestions.js";

/** What a report is to begin with and be called. */
export interface Wishes {
  readonly from?: string;
  readonly server?: string;
  readonly embedded?: boolean;
  readonly title?: string;
  readonly license?: string;
}

const whereFrom =
  "Log file or folder, address of a model server, or nothing (Enter: made-up answers; the word embedded: Vantage's own small model)?";

/** The flags, and for those not given what people answer; an empty answer leaves the default. */
export async function askedWishes(flags: Wishes, directory: string, ask: Ask): Promise<Wishes> {
  const begins = beginning(flags);
  const start = begins === "example" ? startNamed(await ask(whereFrom)) : flags;
  const title = flags.title ?? (await ask(`Title (Enter: ${defaultTitle(directory, start)})?`));
  const license =
    flags.license ?? (await ask("License of the report, e.g. CC-BY-4.0 (Enter: later)?"));
  return {...start, title: title || undefined, license};
}

function startNamed(answer: string): Wishes {
  if (answer === "embedded") return {embedded: true};
  if (/^https?:\/\//i.test(answer)) return {server: answer};
  return {from: answer || undefined};
}

/** Refuses what cannot be meant together. @throws LoaderError with exit code 2 */
export function requireSense(wishes: Wishes, models: readonly string[]): void {
  const refuse = (message: string) => new LoaderError(`init: ${message}`, {exitCode: 2});
  const {from, server, embedded} = wishes;
  const starts = [
    ...(from === undefined ? [] : [`--from ${from}`]),
    ...(server === undefined ? [] : [`--server ${server}`]),
    ...(embedded ? ["--embedded"] : [])
  ];
  if (starts.length > 1)
    throw refuse(
      `only one of --from, --server and --embedded may be given; got ${starts.join(" and ")}`
    );
  if (models.length > 0 && from === undefined && server === undefined)
    throw refuse(
      `--model names the model of logs, or a model of a server, and must come with --from or --server; got ${models.join(", ")} alone`
    );
  if (models.length > 1 && from !== undefined)
    throw refuse(`--model with --from must be one name; got ${models.join(", ")}`);
}

export function beginning({from, server, embedded}: Wishes): Beginning {
  if (embedded) return "embedded";
  if (server) return "server";
  return from ? "logs" : "example";
}

/** What the files of a report are written from. */
export function factsOf(directory: string, wishes: Wishes): ReportFacts {
  const {from, title, license = ""} = wishes;
  const name = basename(resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return {
    name: name.replace(/^-|-$/g, "") || "report",
    study: from === undefined ? studies[beginning(wishes)] : studyNamedAfter(resolve(from)),
    title: (title ?? defaultTitle(directory, wishes)).replace(/\s+/g, " ").trim(),
    license: license.replace(/\s+/g, " ").trim(),
    version: packageVersion(),
    begins: beginning(wishes),
    logs: from === undefined ? "" : basename(resolve(from))
  };
}

/** Ids of studies that are not named after logs. */
const studies = {logs: "logs", server: "answers", embedded: "embedded", example: "example"};

function defaultTitle(directory: string, wishes: Wishes): string {
  const begins = beginning(wishes);
  if (begins === "embedded") return "One small model, twelve contexts";
  return begins === "example" ? "An example, to be replaced" : basename(resolve(directory));
}
