import {spawnSync} from "node:child_process";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";

const script = fileURLToPath(new URL("readLargeLog.ts", import.meta.url));

/** Megabytes of heap: a third of the log. */
const heap = 64;

describe("a log of 200 MB", () => {
  it(`is read with a heap of ${heap} MB when its answers go to a sink`, () => {
    const words = [`--max-old-space-size=${heap}`, "--import", "tsx", script];
    const {stdout, stderr, status} = spawnSync(process.execPath, words, {encoding: "utf8"});
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const counts = {rows: 51200, models: 10, queries: 5120, refusedCount: 0};
    expect(JSON.parse(stdout)).toMatchObject(counts);
    expect(JSON.parse(stdout).characters).toBeGreaterThan(200_000_000);
  });
});
