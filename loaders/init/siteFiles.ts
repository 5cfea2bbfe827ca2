import type {ReportFacts} from "./reportFacts.js";

/** `observablehq.config.js`: the report's pages, and the package's plug-in that fills them. */
export function configFile({title, study}: ReportFacts): string {
  return [
    'import {publishedFigures, reportHeader, scholarly, seedVersionCache, siteOutput, studyHead} from "@dkps/vantage/framework";',
    "",
    `const title = ${JSON.stringify(title)};`,
    "// Framework would ask a registry for versions of libraries that no page uses.",
    'seedVersionCache("src");',
    "",
    "export default {",
    '  root: "src",',
    '  output: siteOutput("."),',
    "  title,",
    '  style: "style.css",',
    "  // Framework's own default loads fonts from another host.",
    "  globalStylesheets: [],",
    `  head: studyHead("src/data", ${JSON.stringify(study)}),`,
    '  header: reportHeader(title, {"/": "Report", "/explore": "Explore", "/data": "Data", "/provenance": "Provenance"}),',
    "  // Framework's own default prints the time of the build, and no two builds would be equal.",
    '  footer: "Made with Vantage: every number on this page is computed from the published files named on it.",',
    "  pages: [],",
    "  sidebar: false,",
    "  toc: false,",
    "  pager: false,",
    "  search: false,",
    "  markdownIt: (md) => md.use(publishedFigures).use(scholarly)",
    "};",
    ""
  ].join("\n");
}

/** `src/style.css`: the package's sheet, with room below it for rules of one's own. */
export function styleFile(): string {
  return `@import "@dkps/vantage/style.css";

/* Rules of your own go here. */
`;
}
