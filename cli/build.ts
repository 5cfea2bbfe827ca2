import {existsSync} from "node:fs";
import {join} from "node:path";
import {Command} from "commander";
import type {Effects} from "../loaders/effects.js";
import {buildSite} from "../loaders/site/buildSite.js";
import {checkPublished} from "../loaders/site/checkPublished.js";
import {siteRoot} from "../loaders/site/siteRoot.js";
import {LoaderError} from "../src/lib/core/errors.js";
import {publishStudies} from "./data.js";
import {siteStudies, withdraw} from "./onSite.js";
import {printNext, printResult} from "./output.js";
import {terminalEffects} from "./terminalEffects.js";
import {verdictCode, verifiedText, verifyAll} from "./verify.js";

/** `vantage build`: published files brought up to date, then the static site, then its check. */
export function buildCommand(): Command {
  return new Command("build")
    .description("bring published files up to date and build the static site into dist")
    .option("--study <dir>", "bring only this study up to date")
    .option("--frozen", "build what is published, computing nothing")
    .option("--site <address>", "where the site will stand, for previews of links to it")
    .option("--strict", "a claim that cannot be decided is a failure")
    .option("--json", "what was built as JSON")
    .action(async ({study, frozen, strict, site, json}: BuildOptions) => {
      const address = site === undefined ? undefined : siteAddress(site);
      // What a build makes is what the study holds: it asks no server and fetches no model.
      const effects = {...terminalEffects(), fetch: undefined};
      const folders = frozen && study === undefined ? [] : siteStudies(study);
      if (!frozen) await publishStudies(folders, effects);
      await requirePublished(siteRoot(process.cwd()), effects);
      // A site may be made of published files alone.
      const hasStudies = existsSync(join(process.cwd(), "data", "studies"));
      const checked = folders.length > 0 || !hasStudies ? folders : siteStudies();
      const verified = await verifyAll(checked, effects);
      const code = verdictCode(verified, strict ?? false);
      effects.log(verifiedText(verified));
      if (code !== 0)
        throw new LoaderError(
          "build: claims and published numbers must hold; got others (see above)",
          {
            exitCode: code
          }
        );
      const built = await buildWithProgress(effects, address);
      printResult(built, `${built.pages} pages in ${built.folder}`, json);
      printNext("vantage start --frozen");
    });
}

interface BuildOptions {
  readonly study?: string;
  readonly frozen?: boolean;
  readonly strict?: boolean;
  readonly site?: string;
  readonly json?: boolean;
}

/** Build the site of the project one stands in, saying when each page is done and how long it took. */
export async function buildWithProgress(effects: Effects, address?: string) {
  const began = effects.now();
  const root = siteRoot(process.cwd());
  await requirePublished(root, effects);
  effects.log("site: building");
  const onLine = (line: string) => {
    const page = /^\W*render\W.*?→ (dist\S+)/.exec(plain(line))?.[1];
    if (page) effects.log(`site: ${page}`);
  };
  const built = await buildSite(root, onLine, address);
  effects.log(`site: ${built.pages} pages in ${((effects.now() - began) / 1000).toFixed(1)} s`);
  return built;
}

/** @throws LoaderError for what is no address of a site */
function siteAddress(site: string): string {
  const url = URL.canParse(site) ? new URL(site) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new LoaderError(
    `build: --site must be an address such as https://example.org/report/; got ${site}`,
    {exitCode: 2}
  );
}

/** A line without the colors a terminal would show. */
function plain(line: string): string {
  return line.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g"), "");
}

/** What a site is made of is there and whole, and nothing else is. */
async function requirePublished(root: string, effects: Effects): Promise<void> {
  await withdraw(root, effects);
  await checkPublished(root);
}
