import {contentText} from "./contentText.js";
import {asRecord, invalidFile, type JsonRecord, jsonText, type LocatedRecord} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {IntakeRefusal, SourceFile} from "./types.js";

/** What was asked under a `custom_id`. */
export interface BatchRequest {
  /** of the last message of the user; null without one */
  readonly query_text: string | null;
  /** types of the parts of that message that are no text, such as images */
  readonly ignored: readonly string[];
  /** the request but for model and messages: JSON with sorted keys */
  readonly params: string;
  readonly where: string;
}

/** The requests of a batch by `custom_id`, and what of them could not be read. */
export interface BatchRequests {
  readonly requests: ReadonlyMap<string, BatchRequest>;
  /** ids of several different requests: which one an answer belongs to is unknown */
  readonly ambiguous: ReadonlyMap<string, string>;
  readonly refused: readonly IntakeRefusal[];
}

/** Whether a file holds the requests of an OpenAI batch: custom_id, method, url and body. */
export function isBatchInput(head: string): boolean {
  const keys = ['"custom_id"', '"method"', '"url"', '"body"'];
  return /^\ufeff?\s*\{/.test(head) && keys.every((key) => new RegExp(`${key}\\s*:`).test(head));
}

/** Reads the batch inputs that lie in the folder of an output file, line by line. */
export async function readBatchRequests(
  output: SourceFile,
  files: readonly SourceFile[]
): Promise<BatchRequests> {
  const requests = new Map<string, BatchRequest>();
  const ambiguous = new Map<string, string>();
  const refused: IntakeRefusal[] = [];
  for (const file of files.filter(({path}) => folder(path) === folder(output.path))) {
    if (file.path === output.path || !(await isInput(file))) continue;
    for await (const found of jsonLines(file)) {
      const request = isRefusal(found) ? found : attempt(found.where, () => requestOf(found));
      if (isRefusal(request)) refused.push(request);
      else add(request, requests, ambiguous);
    }
  }
  return {requests, ambiguous, refused};
}

function add(
  [custom_id, request]: readonly [string, BatchRequest],
  requests: Map<string, BatchRequest>,
  ambiguous: Map<string, string>
): void {
  const earlier = requests.get(custom_id);
  if (earlier === undefined) requests.set(custom_id, request);
  else if (earlier.query_text !== request.query_text || earlier.params !== request.params)
    ambiguous.set(custom_id, `${earlier.where} and ${request.where}`);
}

async function isInput(file: SourceFile): Promise<boolean> {
  const head = await file.bytes(0, Math.min(4096, file.size));
  return isBatchInput(new TextDecoder("utf-8").decode(head));
}

function requestOf({record, where}: LocatedRecord): readonly [string, BatchRequest] {
  const {custom_id} = record;
  if (typeof custom_id !== "string" || custom_id.trim() === "")
    throw invalidFile(where, "custom_id must be text", jsonText(custom_id));
  const {model: _, messages, ...params} = asRecord(record.body, where);
  const {text, ignored} = contentText(lastOfUser(messages), where, "message content");
  return [custom_id, {query_text: text, ignored, params: sortedJson(params), where}];
}

function lastOfUser(messages: unknown): unknown {
  if (!Array.isArray(messages)) return null;
  const last = messages.findLast(
    (message: unknown) => (message as JsonRecord | null)?.role === "user"
  );
  return (last as JsonRecord | undefined)?.content ?? null;
}

/** JSON with the keys of all objects in order, so that equal requests have equal text. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${sortedJson(inner)}`).join(",")}}`;
}

function folder(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
