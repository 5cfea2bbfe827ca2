import {seedVersionCache} from "./loaders/site/offline.js";
import {siteOutput} from "./loaders/site/siteOutput.js";
import {publishedFigures} from "./src/framework/publishedFigures.js";
import {publishedIds} from "./src/framework/readPublished.js";
import {scholarly} from "./src/framework/scholarly.js";
import {siteFooter, siteHeader} from "./src/framework/siteChrome.js";
import {studyHead} from "./src/framework/studyHead.js";

type MarkdownIt = Parameters<typeof publishedFigures>[0] & Parameters<typeof scholarly>[0];

const root = "src";
const studies = publishedIds(`${root}/data`);
seedVersionCache(root);

export default {
  root,
  output: siteOutput("."),
  title: "Vantage",
  style: "style.css",
  // Framework's own default loads fonts from another host.
  globalStylesheets: [],
  head: studyHead(`${root}/data`),
  header: siteHeader(`${root}/data`),
  // Framework's own default prints the time of the build, and no two builds would be equal.
  footer: siteFooter,
  pages: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  duckdb: {extensions: {json: null, parquet: null}},
  interpreters: {".ts": ["node", "--no-warnings", "--import", "tsx"]},
  dynamicPaths: studies.flatMap((id) => [
    `/s/${id}/`,
    `/s/${id}/explore`,
    `/s/${id}/data`,
    `/s/${id}/provenance`
  ]),
  markdownIt: (md: MarkdownIt) => md.use(publishedFigures).use(scholarly)
};
