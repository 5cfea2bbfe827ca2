/*
 * Node starts workers from JavaScript only: among the sources, register the TypeScript loader, then
 * load the entry asked for; in a packed package the entry is compiled.
 */
import {existsSync} from "node:fs";
import {workerData} from "node:worker_threads";

const entry = workerData?.entry ?? "node";
const source = new URL(`./${entry}.ts`, import.meta.url);
const isSource = existsSync(source);
if (isSource) (await import("tsx/esm/api")).register();
await import(isSource ? source.href : `./${entry}.js`);
