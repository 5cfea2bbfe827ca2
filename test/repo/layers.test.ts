import {describe, expect, it} from "vitest";
import {layerOf, layers} from "./layers.js";
import {importedBy, localTarget, sources} from "./sources.js";

const modules = sources(/^(src|loaders|cli|data|package)\/.*\.ts$/);

/** `a.ts -> b` for every import that is not allowed. */
function arrows(allowed: (from: string, to: string) => boolean): string[] {
  return modules.flatMap(({path, text}) =>
    importedBy(text)
      .map((specifier) => localTarget(path, specifier) ?? specifier)
      .filter((target) => !allowed(path, target))
      .map((target) => `${path} -> ${target}`)
  );
}

describe("layers", () => {
  it("lets a folder import only itself and the folders above it", () => {
    const wrong = arrows((path, target) => {
      const [from, to] = [layerOf(path), layerOf(target)];
      if (!from || !to || from === to) return true;
      return layers.get(from)?.includes(to) ?? false;
    });
    expect(wrong).toEqual([]);
  });

  it("knows every folder that holds modules", () => {
    const strangers = modules.filter(({path}) => {
      const inFolder = path.split("/").length > 2 || /^(loaders|cli|package)\//.test(path);
      const declaration = path === "src/lib/ambient.d.ts";
      const page = /^src\/(s|learn|guide)\//.test(path);
      return inFolder && !declaration && !page && !layerOf(path);
    });
    expect(strangers.map(({path}) => path)).toEqual([]);
  });

  it("keeps Node, the network and the page out of pure code", () => {
    const pure = /^src\/(lib|runtime|workflows|claims)\//;
    expect(arrows((path, target) => !pure.test(path) || !target.startsWith("node:"))).toEqual([]);
  });

  it("keeps Node and loaders out of everything a reader's browser loads, the entries for Node apart", () => {
    const browser = /^src\/(?!framework\/|worker\/node)/;
    const foreign = /^(node:|loaders\/|cli\/)/;
    expect(arrows((path, target) => !browser.test(path) || !foreign.test(target))).toEqual([]);
  });

  it("keeps the table store out of components", () => {
    const isDb = (target: string) => target.startsWith("src/db/") || target.includes("duckdb");
    const component = (path: string) => path.startsWith("src/components/");
    expect(arrows((path, target) => !component(path) || !isDb(target))).toEqual([]);
  });

  it("lets nothing depend on tests or benchmarks", () => {
    expect(arrows((_, target) => !/^(test|bench)\//.test(target))).toEqual([]);
  });

  it("finds each import the language knows", () => {
    const text = [
      'import {a} from "./a.js";',
      'import type {\n  B,\n  C\n} from "./b.js";',
      'import "./c.js";',
      'export * from "./d.js";',
      'const e = await import("./e.js");',
      'import.meta.resolve("./f.js")'
    ].join("\n");
    expect(importedBy(text).sort()).toEqual(["a", "b", "c", "d", "e", "f"].map((x) => `./${x}.js`));
  });
});
