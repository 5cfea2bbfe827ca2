import {readFile} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import {measureCorpora} from "./measureCorpora.js";

describe("docs/language-models.md", () => {
  it("states the perplexities, accuracies and sizes as measured, to the digits printed", async () => {
    const page = await readFile("docs/language-models.md", "utf8");
    for (const line of await measureCorpora()) expect(page).toContain(line);
  });
});
