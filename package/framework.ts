/* `@dkps/vantage/framework`: what a report's `observablehq.config` calls. Node only. */

export {seedVersionCache} from "../loaders/site/offline.js";
export {siteOutput} from "../loaders/site/siteOutput.js";
export {type PublishedOptions, publishedFigures} from "../src/framework/publishedFigures.js";
export {type PublishedFiles, publishedIds, readPublished} from "../src/framework/readPublished.js";
export {type ScholarlyOptions, scholarly} from "../src/framework/scholarly.js";
export {reportHeader, siteFooter, siteHead, siteHeader} from "../src/framework/siteChrome.js";
export {studyHead} from "../src/framework/studyHead.js";
