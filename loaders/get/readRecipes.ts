import {existsSync} from "node:fs";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {LoaderError} from "../../src/lib/core/errors.js";
import {parseJson} from "../../src/lib/intake/readJson.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import {parseRecipe, type Recipe} from "./recipe.js";

/** Where the recipes that come with Vantage are. */
export const recipesFolder = fileURLToPath(new URL("../../data/recipes", import.meta.url));

/** All recipes of a folder, by name. @throws DataError naming the file that is none */
export async function readRecipes(folder: string = recipesFolder): Promise<Recipe[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const files = names.filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (file) => {
      const where = `recipes/${file}`;
      const value = parseJson(await readFile(join(folder, file), "utf8"), where);
      return parseRecipe(value, file.slice(0, -".json".length), where);
    })
  );
}

/** The recipe of a name. @throws LoaderError (exit 2) naming the nearest one */
export async function findRecipe(name: string, folder?: string): Promise<Recipe> {
  const all = await readRecipes(folder);
  const found = all.find((recipe) => recipe.name === name);
  if (found) return found;
  const known = all.map((recipe) => recipe.name);
  throw new LoaderError(
    `get: recipe must be one of ${known.join(", ") || "none"}; got ${JSON.stringify(name)}${suggestion(name, known)}`,
    {exitCode: 2}
  );
}
