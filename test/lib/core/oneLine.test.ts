import {expect, it} from "vitest";
import {oneLine} from "../../../src/lib/core/oneLine.js";

it("shows controls instead of sending them, and turns no text around", () => {
  expect(oneLine("a\nb\r\tc\u0000\u001b[31m\u2028\u202e\ud800 é👩")).toBe(
    "a\\nb\\r\\tc\\u0000\\u001b[31m\\u2028\\u202e\\ud800 é👩"
  );
});

it("keeps the beginning and the end of long texts", () => {
  expect(oneLine(`${"a".repeat(5000)}z`, 8)).toBe("aaaaaa…az");
});
