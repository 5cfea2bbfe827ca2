/* `@dkps/vantage/components`: result objects in, elements out; for pages of one's own making. */
export {confusionTable} from "../src/components/confusionTable.js";
export type {FigureContext} from "../src/components/context.js";
export {type LivePageOptions, livePage} from "../src/components/livePage.js";
export {observedPredicted} from "../src/components/observedPredicted.js";
export {perspectiveMap} from "../src/components/perspectiveMap.js";
export {screePlot} from "../src/components/screePlot.js";
