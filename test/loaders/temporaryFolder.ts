import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach} from "vitest";

/** Gives a fresh folder whenever asked, and removes them after each test. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, {recursive: true, force: true});
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "vantage-test-"));
    made.push(folder);
    return folder;
  };
}
