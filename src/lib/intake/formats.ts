import {alpacaeval} from "./alpacaeval.js";
import {arenaHard} from "./arenaHard.js";
import {dkpsTsv} from "./dkpsTsv.js";
import {everyEvalEver} from "./everyEvalEver.js";
import {helm} from "./helm.js";
import {inspect} from "./inspect.js";
import {llmComparator} from "./llmComparator.js";
import {lmEval} from "./lmEval.js";
import {mtBench} from "./mtBench.js";
import {openaiBatch} from "./openaiBatch.js";
import type {Importer} from "./types.js";

/** The log formats that are known by their own marks, in the order they are tried. */
export const logFormats: readonly Importer[] = [
  alpacaeval,
  lmEval,
  everyEvalEver,
  inspect,
  helm,
  arenaHard,
  mtBench,
  openaiBatch,
  llmComparator,
  dkpsTsv
];
