import {expect, it} from "vitest";
import {isTooDeep} from "../../../src/lib/intake/jsonDepth.js";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

it("counts brackets, not those within texts", () => {
  expect(isTooDeep(nested(500))).toBe(false);
  expect(isTooDeep(nested(501))).toBe(true);
  expect(isTooDeep(`[${"[],".repeat(2000)}[]]`)).toBe(false);
  expect(isTooDeep(JSON.stringify({[`\\"${nested(2000)}`]: `${nested(2000)}\\`}))).toBe(false);
  expect(isTooDeep(`"\\\\",${nested(2000)}`)).toBe(true);
  expect(isTooDeep(`"${"[".repeat(2000)}`)).toBe(false);
});
