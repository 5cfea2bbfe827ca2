/* `@dkps/vantage/page`: what a page's script calls to come alive. Browser only. */
export type {PageHandle} from "../src/components/pageHandle.js";
export {openAnswersSearch} from "../src/framework/openAnswersSearch.js";
export {openPage} from "../src/framework/openPage.js";
export {openTrainer} from "../src/framework/openTrainer.js";
export {openTry} from "../src/framework/openTry.js";
export {openWorker} from "../src/worker/openWorker.js";
