import type {SourceFile} from "../../src/lib/intake/types.js";
import {zipEntries} from "../../src/lib/intake/zipEntries.js";

/**
 * How many records a file of answers holds at least, counted in another way than importers do; 0
 * where that cannot be said, such as for JSON that does not parse.
 */
export async function recordsOf(importer: string, file: SourceFile): Promise<number> {
  if (importer === "inspect" && file.path.endsWith(".eval")) return samplesOf(file);
  const text = new TextDecoder().decode(await file.bytes());
  const isTable = importer === "dkps-tsv" || /\.csv$/i.test(file.path);
  if (isTable) return text.includes('"') ? 0 : Math.max(0, filledLines(text, /\r\n|\r|\n/) - 1);
  const isLines = /\.(?:jsonl|ndjson)$/i.test(file.path) || importer === "openai-batch";
  if (isLines) return filledLines(text, "\n");
  const records = listOf(importer, parsed(text));
  // All requests about an instance are one answer.
  return text.includes('"multiple_choice_separate') ? Math.min(1, records) : records;
}

function filledLines(text: string, ending: string | RegExp): number {
  return text.split(ending).filter((line) => line.trim() !== "").length;
}

async function samplesOf(file: SourceFile): Promise<number> {
  try {
    const names = (await zipEntries(file)).map(({name}) => name);
    return new Set(names.filter((name) => /^samples\/.+\.json$/.test(name))).size;
  } catch {
    return 0;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const lists: Readonly<Record<string, string>> = {
  helm: "request_states",
  inspect: "samples",
  "every-eval-ever": "evaluation_results",
  "llm-comparator": "examples"
};

function listOf(importer: string, value: unknown): number {
  const list = (value as Record<string, unknown> | null)?.[lists[importer] ?? ""] ?? value;
  return Array.isArray(list) ? list.length : 0;
}
