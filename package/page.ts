/* `@dkps/vantage/page`: what a page's script calls to come alive. Browser only. */
export {connectWorker} from "../src/framework/connectWorker.js";
export {openPage} from "../src/framework/openPage.js";
export {openWorker} from "../src/worker/openWorker.js";
