import {expect, it} from "vitest";
import {importedBy, localTarget, sources} from "./sources.js";

const modules = sources(/^(src|loaders|cli|data|package)\/.*\.ts$/);

/** The modules that can reach themselves, leaf by leaf removed until only cycles remain. */
function cyclic(): string[] {
  const paths = new Set(modules.map(({path}) => path));
  const needs = new Map(
    modules.map(({path, text}) => {
      const targets = importedBy(text).map((specifier) => localTarget(path, specifier));
      const files = targets.map((target) => target?.replace(/\.js$/, ".ts"));
      return [path, new Set(files.filter((file) => file && paths.has(file)))] as const;
    })
  );
  for (let removed = true; removed; ) {
    removed = false;
    for (const [path, targets] of needs) {
      for (const target of targets) if (!needs.has(target as string)) targets.delete(target);
      if (targets.size === 0) removed = needs.delete(path);
    }
  }
  return [...needs.keys()];
}

it("no module imports itself, however far around", () => {
  expect(cyclic()).toEqual([]);
});
