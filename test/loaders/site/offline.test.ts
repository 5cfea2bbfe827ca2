import {mkdtemp, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, it} from "vitest";
import {seedVersionCache} from "../../../loaders/site/offline.js";

it("gives the cache one version of each library the build would ask the registry for", async () => {
  const root = await mkdtemp(join(tmpdir(), "vantage-offline-"));
  try {
    const entries = seedVersionCache(root);
    expect(seedVersionCache(root)).toEqual(entries);
    const cache = join(root, ".observablehq", "cache", "_npm");
    expect(await readdir(cache)).toContain("react@0.0.0");
    expect(entries.every((entry) => /^(@[\w-]+\/)?[\w-]+@\d+\.\d+\.\d+$/.test(entry))).toBe(true);
  } finally {
    await rm(root, {recursive: true});
  }
});
