import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {databaseFile} from "../../src/lib/schema/databaseFile.js";
import {importedBy, root, sources} from "./sources.js";

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const manifest = read("package.json");

describe("package.json", () => {
  it("pins every package exactly", () => {
    const {dependencies, devDependencies, peerDependencies} = manifest;
    const ranges = Object.entries({
      ...dependencies,
      ...devDependencies,
      ...peerDependencies
    }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version as string));
    expect(ranges).toEqual([]);
  });

  it("agrees with the lock file", () => {
    const locked = read("package-lock.json").packages[""];
    for (const field of ["version", "dependencies", "devDependencies", "peerDependencies"])
      expect(locked[field], field).toEqual(manifest[field]);
  });

  it("locks the builds for every platform, also those of machines it was not made on", () => {
    const locked = Object.entries<{optionalDependencies?: Record<string, string>}>(
      read("package-lock.json").packages
    );
    const paths = locked.map(([path]) => path);
    const missing = locked
      .flatMap(([, {optionalDependencies = {}}]) => Object.keys(optionalDependencies))
      .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });

  it("names the project's habits, each in a fixed zone and without telemetry", () => {
    const habits =
      "start dev data build status check lint types test test:slow test:soak test:site bench golden vantage";
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(habits.split(" ")));
    for (const command of Object.values(manifest.scripts))
      expect(command).toMatch(/^OBSERVABLE_TELEMETRY_DISABLE=true TZ=UTC /);
  });

  it("leaves ONNX Runtime to those who want it: a tool here, an optional peer for others", () => {
    const name = "onnxruntime-node";
    expect(manifest.dependencies[name]).toBeUndefined();
    expect(manifest.optionalDependencies).toBeUndefined();
    expect(manifest.peerDependenciesMeta[name]).toEqual({optional: true});
    expect(manifest.devDependencies[name]).toBe(manifest.peerDependencies[name]);
    expect(manifest.allowScripts[name]).toBe(false);
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toContain("onnxruntime-node-install=skip");
  });

  it("packs DuckDB for browsers, so that no report installs 146 MB of builds of it", () => {
    const name = "@duckdb/duckdb-wasm";
    expect(manifest.dependencies[name]).toBeUndefined();
    expect(databaseFile).toBe(`duckdb-${manifest.devDependencies[name]}-eh.wasm.gz`);
    const users = sources(/^(src|loaders|cli|package)\/.*\.ts$/).filter(({text}) =>
      importedBy(text).some((specifier) => owner(specifier) === name)
    );
    // What these two import is bundled into the package's worker; nothing else may need it.
    const bundled = ["src/db/openDatabase.ts", "src/worker/searchBrowser.ts"];
    expect(users.map(({path}) => path)).toEqual(bundled);
  });

  it("exports with types first and a condition that CommonJS resolution finds", () => {
    for (const [path, conditions] of Object.entries(manifest.exports)) {
      if (typeof conditions === "string") continue;
      expect(Object.keys(conditions as object), path).toEqual(["types", "default"]);
    }
  });

  it("declares every package the sources import, and imports every one it declares", () => {
    const modules = sources(
      /^(?!package\/build)((src|loaders|cli|package|bin)\/.*|[a-z]+\.config)\.(ts|js|md)$/
    );
    const used = new Set(
      modules
        .flatMap(({text}) => importedBy(text))
        .filter((name) => /^[@a-z]/.test(name))
        .map(owner)
    );
    const known = {...manifest.dependencies, ...manifest.peerDependencies};
    const tools = new Set(["node:", "vitest", "typescript", manifest.name]);
    const undeclared = [...used].filter(
      (name) => !known[name] && !tools.has(name) && name !== "@duckdb/duckdb-wasm"
    );
    expect(undeclared.filter((name) => !name.startsWith("node:"))).toEqual([]);
    // Started as programs, or read as files.
    const named = new Set(["@observablehq/framework", "tsx", "@fontsource/source-serif-4"]);
    const idle = Object.keys(manifest.dependencies).filter((x) => !used.has(x) && !named.has(x));
    expect(idle).toEqual([]);
  });

  it("points at files that exist", () => {
    expect(existsSync(join(root, manifest.bin.vantage))).toBe(true);
  });
});

function owner(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] as string);
}
