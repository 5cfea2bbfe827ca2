import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import {chromium} from "playwright-core";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium"
];

/** What to do when there is none. */
export const chromiumAdvice =
  "browser tests need Chromium or Chrome: install it (e.g. apt-get install chromium) or set CHROMIUM_PATH";

/**
 * A Chromium to test with: the one named by CHROMIUM_PATH, an installed one, playwright's own, else
 * one that playwright can get here.
 *
 * @returns its path, or null; with CI=true null is an error
 * @throws Error if CHROMIUM_PATH names nothing, or none is found in CI
 */
export function findChromium(environment = process.env): string | null {
  const named = environment.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH must exist; got ${named}`);
  const found = named ?? [...usual, chromium.executablePath()].find((path) => existsSync(path));
  if (found) return found;
  const cli = createRequire(import.meta.url).resolve("playwright-core/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], {stdio: "ignore", timeout: 180_000});
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (environment.CI === "true") throw new Error(chromiumAdvice);
  return null;
}
