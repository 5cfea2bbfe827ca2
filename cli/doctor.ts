import {existsSync} from "node:fs";
import {DuckDBInstance} from "@duckdb/node-api";
import {Command} from "commander";
import {distanceKernel} from "../loaders/distances/distanceKernel.js";
import {printNext, printResult} from "./output.js";

/** One thing checked about the machine. `needed` ones make the command fail. */
interface Check {
  readonly what: string;
  readonly state: "ok" | "absent" | "failed";
  readonly needed: boolean;
  readonly detail: string;
}

const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** `vantage doctor`: whether this machine has what Vantage needs. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("check this machine")
    .option("--json", "as JSON")
    .action(async ({json}: {json?: boolean}) => {
      const checks = [node(), await duckdb(), await kernel(), browser()];
      printResult(checks, checks.map(textOf).join("\n"), json);
      if (checks.some(({needed, state}) => needed && state !== "ok")) process.exitCode = 1;
      printNext("vantage status");
    });
}

function textOf({what, state, detail}: Check): string {
  return `${state.padEnd(8)}${what}: ${detail}`;
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const state = major > 20 || (major === 20 && minor >= 19) ? "ok" : "failed";
  return {
    what: "Node",
    state,
    needed: true,
    detail: `${process.versions.node}, needs 20.19 or later`
  };
}

async function duckdb(): Promise<Check> {
  const what = "DuckDB (tables)";
  try {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const reader = await connection.runAndReadAll("SELECT version()");
    connection.closeSync();
    return {what, state: "ok", needed: true, detail: String(reader.getRows()[0]?.[0])};
  } catch (error) {
    return {what, state: "failed", needed: true, detail: String(error)};
  }
}

async function kernel(): Promise<Check> {
  const {name, close} = await distanceKernel();
  await close();
  const what = "ONNX Runtime (fast distances)";
  if (name === "onnxruntime") return {what, state: "ok", needed: false, detail: "installed"};
  const detail = "not installed; plain TypeScript is used, some thirty times slower";
  return {what, state: "absent", needed: false, detail};
}

function browser(): Check {
  const what = "Chromium (site tests)";
  const named = process.env.CHROMIUM_PATH;
  const found = [...(named ? [named] : []), ...browsers.map((name) => `/usr/bin/${name}`)].find(
    (path) => existsSync(path)
  );
  if (found) return {what, state: "ok", needed: false, detail: found};
  return {what, state: "absent", needed: false, detail: "install chromium, or set CHROMIUM_PATH"};
}
