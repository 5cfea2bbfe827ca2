import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import type {TestProject} from "vitest/node";
import {publishStudies} from "../../cli/data.js";
import {studyFolders} from "../../cli/studyFolders.js";
import {quietEffects} from "../../loaders/effects.js";
import {buildSite} from "../../loaders/site/buildSite.js";
import {serve} from "../../loaders/site/serve.js";
import {chromiumAdvice, findChromium} from "./findChromium.js";

declare module "vitest" {
  interface ProvidedContext {
    chromium: string | null;
    /** where the site is served at the root, and below a path */
    sites: readonly [string, string];
    folder: string;
    root: string;
  }
}

/** Publish the studies, build the site once with the network blocked, serve it twice. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const chromium = findChromium();
  if (!chromium) process.stderr.write(`skipped: ${chromiumAdvice}\n`);
  await publishStudies(studyFolders(), quietEffects());
  // A folder of its own: another build may be running in this one.
  process.env.VANTAGE_OUTPUT = await mkdtemp(join(tmpdir(), "vantage-site-"));
  const {folder} = await withoutNetwork(() => buildSite(root));
  // Tests of the other projects inherit this environment, and some of them build sites too.
  delete process.env.VANTAGE_OUTPUT;
  const served = [await serve(folder), await serve(folder, {base: "/sub/path/"})] as const;
  project.provide("chromium", chromium);
  project.provide("sites", [served[0].url, served[1].url]);
  project.provide("folder", folder);
  project.provide("root", root);
  return async () => {
    for (const each of served) await each.close();
    await rm(folder, {recursive: true});
  };
}

async function withoutNetwork<T>(run: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_OPTIONS;
  const guard = pathToFileURL(fileURLToPath(new URL("./noNetwork.mjs", import.meta.url))).href;
  process.env.NODE_OPTIONS = `${before ?? ""} --import ${guard}`.trim();
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
  }
}
