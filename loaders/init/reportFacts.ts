/** Where a report's first answers come from: logs, a model server, the embedded model, or nowhere. */
export type Beginning = "logs" | "server" | "embedded" | "example";

/** What the files of a report of one's own are written from. */
export interface ReportFacts {
  /** name of its folder and package: lower case, digits, dashes */
  readonly name: string;
  /** id of its study */
  readonly study: string;
  readonly title: string;
  /** of the report; empty where none was chosen */
  readonly license: string;
  /** of the package it is made with */
  readonly version: string;
  readonly begins: Beginning;
  /** what its answers were imported from, as people would name it; empty where from no logs */
  readonly logs: string;
}

/** Where the package lies in the report, so that nothing else need be published to install it. */
export function tarballPath({version}: ReportFacts): string {
  return `vendor/dkps-vantage-${version}.tgz`;
}
