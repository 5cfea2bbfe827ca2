import {resolve} from "node:path";

/** Where a site is built to: `dist` below its root, or the folder VANTAGE_OUTPUT names. */
export function siteOutput(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env
): string {
  return resolve(root, environment.VANTAGE_OUTPUT || "dist");
}
