import {z} from "zod";
import {invalidFile} from "../../src/lib/intake/readJson.js";
import {requireAllowedUrl} from "./allowedUrl.js";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const recipeFile = z.strictObject({
  url: z.string(),
  /** null where nobody wrote it down: the commit alone then says which file is meant */
  sha256: hash.nullable(),
  bytes: z.int().min(0).nullable(),
  /** where it goes below the folder asked for, with slashes */
  path: z.string()
});

/** `data/recipes/<name>.json`: facts about a public collection, and none of its content. */
const recipeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  title: z.string().min(1),
  license: z.strictObject({name: z.string().min(1), url: z.string(), note: z.string().default("")}),
  homepage: z.string(),
  repository: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  files: z.array(recipeFile).min(1)
});

/** A collection that can be fetched. */
export type Recipe = z.infer<typeof recipeSchema> & {readonly name: string};

/** One file of a collection. */
export type RecipeFile = z.infer<typeof recipeFile>;

/** What a download writes beside the files: where they came from. */
export const sourcesFile = "SOURCES.json";

/**
 * Checks a recipe.
 *
 * @param where the recipe's file, for errors
 * @throws DataError if it is none, a path leaves the folder, two files have one path, an address is
 * not allowed, or a file is pinned neither by hash nor by commit
 */
export function parseRecipe(value: unknown, name: string, where: string): Recipe {
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidFile(where, `${issue?.path.join(".")}: must be a recipe's`, `${issue?.message}`);
  }
  const seen = new Set<string>([sourcesFile.toLowerCase()]);
  for (const [i, file] of parsed.data.files.entries()) {
    const at = `${where}: files.${i}`;
    requireInside(file.path, at);
    if (seen.has(file.path.toLowerCase()))
      throw invalidFile(at, "path must be of this file alone", JSON.stringify(file.path));
    seen.add(file.path.toLowerCase());
    requireAllowedUrl(file.url, `${at}.url`);
    if (file.sha256 === null && !new URL(file.url).pathname.includes(parsed.data.commit))
      throw invalidFile(at, "url must name the commit where sha256 is null", file.url);
  }
  return {...parsed.data, name};
}

/** Names of plain files and folders only: nothing a system would take for another place. */
function requireInside(path: string, where: string): void {
  const isPlain = (part: string) =>
    /^[^\\/:*?"<>|]+$/.test(part) && !/^\.|[. ]$/.test(part) && !hasControl(part);
  if (path.split("/").every(isPlain)) return;
  throw invalidFile(where, "path must stay in the folder, in plain names", JSON.stringify(path));
}

function hasControl(text: string): boolean {
  return [...text].some((sign) => sign < " " || sign === "\u007f");
}
