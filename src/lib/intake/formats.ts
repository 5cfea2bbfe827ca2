import {alpacaeval} from "./alpacaeval.js";
import {everyEvalEver} from "./everyEvalEver.js";
import {lmEval} from "./lmEval.js";
import type {Importer} from "./types.js";

/** The log formats that are known by their own marks, in the order they are tried. */
export const logFormats: readonly Importer[] = [alpacaeval, lmEval, everyEvalEver];
