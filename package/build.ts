import {spawnSync} from "node:child_process";
import {copyFileSync, cpSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {writeDatabase} from "../loaders/site/placeDatabase.js";

/*
 * Compiles the package for `npm pack`: modules and types file by file with tsc, and the page's
 * workers and entries as self-contained scripts.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}build`, {recursive: true, force: true});

const compiler = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));
const {status} = spawnSync(process.execPath, [compiler, "-p", "package"], {
  cwd: root,
  stdio: "inherit"
});
if (status !== 0) process.exit(status ?? 1);

// The command line reads its version one folder above itself, as it does among the sources.
const {type, version} = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
writeFileSync(`${root}build/package.json`, JSON.stringify({type, version}));
// Threads of Node start here, whether among the sources or compiled.
copyFileSync(`${root}src/worker/nodeBoot.mjs`, `${root}build/src/worker/nodeBoot.mjs`);
for (const folder of ["data/recipes", "data/corpora", "src/s"])
  cpSync(`${root}${folder}`, `${root}build/${folder}`, {recursive: true});

// Ready, so that a report need not install DuckDB's builds for every kind of browser and for Node.
await writeDatabase(`${root}build`);

// Bundled, because Framework splits a module from its packages and hoists those above the module's
// own first import, which must run before the reactive runtime loads.
await build({
  entryPoints: {
    worker: `${root}src/worker/browser.ts`,
    tryWorker: `${root}src/worker/tryBrowser.ts`,
    trainWorker: `${root}src/worker/trainBrowser.ts`,
    searchWorker: `${root}src/worker/searchBrowser.ts`
  },
  outdir: `${root}build`,
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  legalComments: "none",
  keepNames: true,
  logLevel: "warning"
});

// Of a module's chunks Framework writes only the first, so what these import when it is needed is
// put into them. Packages stay outside, where a project may have its own.
await build({
  entryPoints: [`${root}build/package/page.js`, `${root}build/package/components.js`],
  outdir: `${root}build/package`,
  allowOverwrite: true,
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning"
});
