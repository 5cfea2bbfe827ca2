import {existsSync} from "node:fs";
import {resolve} from "node:path";
import {Command} from "commander";
import {embedStudy} from "../loaders/embed/embedStudy.js";
import {isBuiltIn} from "../loaders/embed/openEmbedder.js";
import {DomainError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {parseJson} from "../src/lib/intake/readJson.js";
import {type EmbedderSpec, embedderSpec} from "../src/lib/schema/study.js";
import {printNext, printResult} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage embed`: vectors for every answer that has none yet. */
export function embedCommand(): Command {
  return new Command("embed")
    .description("embed every answer that has no vector yet; can be stopped and resumed")
    .requiredOption("--study <dir>", "the study's folder")
    .option(
      "--embedder <spec>",
      "for this once: a name, a model's folder, a file of vectors, or JSON as in study.json"
    )
    .option("--json", "the counts as JSON")
    .action(async ({study, embedder, json}: Options) => {
      const override = embedder === undefined ? undefined : embedderOf(embedder);
      const result = await embedStudy(study, terminalEffects(), override, true);
      printResult(result, `${result.embedded} texts embedded`, json);
      if (!override) printNext(`vantage run space --study ${shellWord(study)}`);
    });
}

interface Options {
  readonly study: string;
  readonly embedder?: string;
  readonly json?: boolean;
}

/** JSON means what it means in `study.json`; a folder counts from where the command runs. */
function embedderOf(text: string): EmbedderSpec {
  if (!text.trimStart().startsWith("{"))
    return !isBuiltIn(text) && existsSync(text) ? resolve(text) : text;
  const parsed = embedderSpec.safeParse(parseJson(text, "--embedder"));
  if (parsed.success) return parsed.data;
  const keys = embedderSpec.options[1].keyof().options.join(", ");
  throw new DomainError(
    `--embedder: JSON must have name and may have others of ${keys}; got ${text}`
  );
}
