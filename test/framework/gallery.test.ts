import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {dataPartNames} from "../../src/components/dataParts.js";
import {exhibits} from "../../src/components/registry.js";

/* The gallery is where authors look for what there is, so nothing that there is may be missing. */
it("the gallery shows every exhibit and every part about the data", () => {
  const text = readFileSync("src/guide/gallery.md", "utf8");
  const shown = new Set(
    [...text.matchAll(/data-published="([\w-]+)"(?:"[^"]*"|[^>"])*data-study/g)].map(([, n]) => n)
  );
  const missing = [...Object.keys(exhibits), ...dataPartNames].filter((name) => !shown.has(name));
  expect(missing).toEqual([]);
});
