#!/usr/bin/env node
import {existsSync} from "node:fs";

// In the project the command line runs from its sources; a packed package has it compiled.
const source = new URL("../cli/main.ts", import.meta.url);
const isSource = existsSync(source);
if (isSource) (await import("tsx/esm/api")).register();
const {main} = await import(isSource ? source.href : "../build/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
