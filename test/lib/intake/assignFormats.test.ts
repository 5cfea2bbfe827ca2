import {expect, it} from "vitest";
import {alpacaeval} from "../../../src/lib/intake/alpacaeval.js";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import type {SourceFile} from "../../../src/lib/intake/types.js";

it("has sixteen files open at a time, however many there are", async () => {
  let [open, most] = [0, 0];
  const text = new TextEncoder().encode('[{"instruction": "x", "output": "y"}]');
  const files = Array.from(
    {length: 3000},
    (_, i): SourceFile => ({
      path: `results/m${i}/model_outputs.json`,
      size: text.length,
      async bytes() {
        most = Math.max(most, ++open);
        await Promise.resolve();
        open--;
        return text;
      }
    })
  );
  expect((await assignFormats(files, [alpacaeval])).answers).toHaveLength(3000);
  expect(most).toBe(16);
});
