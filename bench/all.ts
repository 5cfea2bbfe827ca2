import {spawnSync} from "node:child_process";
import {cpus, loadavg} from "node:os";
import {fileURLToPath} from "node:url";
import {digits, print} from "./alternate.js";

/* Runs every benchmark in a process of its own, and says how busy the machine was. */

const benchmarks = [
  "cells",
  "mds",
  "distances",
  "subsets",
  "embedding",
  "slider",
  "hero",
  "firstPlot"
];
const load = () => `load ${loadavg().map(digits).join(" ")} on ${cpus().length} processors`;

let failed = 0;
for (const name of benchmarks) {
  print(`── ${name} (${load()})`);
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const {status} = spawnSync(process.execPath, ["--import", "tsx", file], {stdio: "inherit"});
  if (status !== 0) failed++;
}
process.exitCode = failed;
