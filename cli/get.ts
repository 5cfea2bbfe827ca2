import {Command} from "commander";
import {type GotCollection, getCollection} from "../loaders/get/getCollection.js";
import {findRecipe, readRecipes} from "../loaders/get/readRecipes.js";
import type {Recipe} from "../loaders/get/recipe.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {shellWord} from "../src/lib/core/shellWord.js";
import {printNext, printResult} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";

interface Options {
  readonly to?: string;
  readonly acceptLicense?: boolean;
  readonly recipes?: string;
  readonly json?: boolean;
}

/** `vantage get [recipe]`: a public collection onto this machine, its license shown first. */
export function getCommand(): Command {
  return new Command("get")
    .description("fetch a public collection of answers; without a name, list them")
    .argument("[recipe]", "which one")
    .option("--to <dir>", "the folder to put it in; one named after it if left out")
    .option("--accept-license", "you have read its license and accept it")
    .option("--recipes <dir>", "a folder of recipes of your own")
    .option("--json", "as JSON")
    .action(async (name: string | undefined, options: Options) => {
      if (name === undefined) return list(options);
      const recipe = await findRecipe(name, options.recipes);
      const effects = terminalEffects();
      for (const line of aboutLines(recipe)) effects.log(line);
      if (!options.acceptLicense) throw notAccepted(recipe);
      const got = await getCollection(recipe, options.to ?? recipe.name, effects);
      printResult(got, textOf(got, recipe), options.json);
      printNext(`vantage open ${shellWord(options.to ?? recipe.name)}`);
    });
}

async function list({recipes, json}: Options): Promise<void> {
  const all = await readRecipes(recipes);
  const line = ({name, title, license, files}: Recipe) =>
    `${name}: ${title} (${files.length} files; ${license.name})`;
  printResult(all, all.map(line).join("\n") || "no recipes", json);
  if (all[0]) printNext(`vantage get ${all[0].name}`);
}

function aboutLines({title, license, homepage, repository, commit}: Recipe): string[] {
  const note = license.note ? `, ${license.note}` : "";
  return [
    title,
    `license: ${license.name}${note} (${license.url})`,
    `from: ${repository} at ${commit}`,
    `see: ${homepage}`
  ];
}

function notAccepted({license}: Recipe): LoaderError {
  return new LoaderError(
    `get: the license must be accepted with --accept-license; got ${license.name} not accepted`,
    {exitCode: 2}
  );
}

function textOf({folder, files, fetched}: GotCollection, recipe: Recipe): string {
  const unpinned = new Set(
    recipe.files.filter(({sha256}) => sha256 === null).map(({path}) => path)
  );
  const hashes = files
    .filter(({path}) => unpinned.has(path))
    .map(({path, sha256}) => `  ${sha256}  ${path}`);
  return [
    `${recipe.name}: ${files.length} files in ${folder}, ${fetched} fetched now`,
    ...(hashes.length > 0 ? ["sha256 as fetched, kept in SOURCES.json:", ...hashes] : [])
  ].join("\n");
}
