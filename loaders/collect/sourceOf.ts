import {z} from "zod";
import {DataError} from "../../src/lib/core/errors.js";
import {contextSource} from "../../src/lib/schema/contextSource.js";
import {embeddedSource} from "../../src/lib/schema/embeddedSource.js";
import type {StudySpec} from "../../src/lib/schema/study.js";

const languageSource = z.discriminatedUnion("kind", [embeddedSource, contextSource]);

/** How embedded language models are made: by what they read, or by what is put before a question. */
export type LanguageSource = z.infer<typeof languageSource>;

/**
 * The `source` of a study of embedded language models.
 *
 * @throws DataError naming the first field that is wrong
 */
export function sourceOf({source}: Pick<StudySpec, "source">): LanguageSource {
  const parsed = languageSource.safeParse(source);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({path, code, message}) => ({
    path: ["source", ...path].join("."),
    code,
    message
  }));
  throw new DataError(`study.json: ${issues[0]?.path}: ${issues[0]?.message}`, issues);
}
