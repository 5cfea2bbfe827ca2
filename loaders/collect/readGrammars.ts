import {existsSync} from "node:fs";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {z} from "zod";
import {DataError} from "../../src/lib/core/errors.js";
import type {TopicGrammar} from "../../src/lib/language/expandGrammar.js";
import type {LanguageSource} from "./sourceOf.js";

const grammar = z.strictObject({
  topic: z.string().min(1),
  title: z.string(),
  description: z.string(),
  rules: z.record(z.string(), z.array(z.string().min(1)).min(1))
});

/** Where the project keeps the grammars its embedded language models learn from. */
export const corporaFolder = fileURLToPath(new URL("../../data/corpora", import.meta.url));

/**
 * The topic grammars of a folder, one JSON file each, in the order of their names.
 *
 * @throws DataError naming the file and field of the first thing wrong
 */
export async function readGrammars(folder: string = corporaFolder): Promise<TopicGrammar[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(files.map((name) => readGrammar(join(folder, name))));
}

/**
 * The grammars a study's models learn from: the project's own, and those of what contexts are about.
 *
 * @throws DataError if there are none of that subject
 */
export async function readSourceGrammars(source: LanguageSource): Promise<TopicGrammar[]> {
  const common = await readGrammars();
  if (source.kind === "embedded-ngram") return common;
  const folder = join(corporaFolder, source.subject);
  if (existsSync(folder)) return [...common, ...(await readGrammars(folder))];
  const expected = "study.json: source.subject must be a folder of data/corpora";
  throw new DataError(`${expected}; got "${source.subject}"`);
}

async function readGrammar(file: string): Promise<TopicGrammar> {
  const parsed = grammar.safeParse(parseJson(file, await readFile(file, "utf8")));
  if (parsed.success) return checkSlots(file, parsed.data);
  const issues = parsed.error.issues.map(({path, code, message}) => ({
    path: path.join("."),
    code,
    message
  }));
  throw new DataError(`${file}: ${issues[0]?.path || "grammar"}: ${issues[0]?.message}`, issues);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(`${file}: must be JSON; got ${(error as Error).message}`);
  }
}

function checkSlots(file: string, found: TopicGrammar): TopicGrammar {
  for (const [rule, alternatives] of Object.entries(found.rules))
    for (const [, slot] of alternatives.join(" ").matchAll(/\{(\w+)\}/g))
      if (!((slot as string) in found.rules))
        throw new DataError(`${file}: rules.${rule}: every slot needs a rule; got "{${slot}}"`);
  return found;
}
