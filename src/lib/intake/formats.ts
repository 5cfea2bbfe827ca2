import {alpacaeval} from "./alpacaeval.js";
import {dkpsTsv} from "./dkpsTsv.js";
import {llmComparator} from "./llmComparator.js";
import {openaiBatch} from "./openaiBatch.js";
import type {Importer} from "./types.js";

/** The log formats that are known by their own marks, in the order they are tried. */
export const logFormats: readonly Importer[] = [alpacaeval, openaiBatch, llmComparator, dkpsTsv];
