/*
 * `@dkps/vantage`: the pure part. Everything here runs in Node and in a browser alike and touches
 * neither files nor the network.
 */
export {condensedIndex, condensedLength, condensedSize} from "../src/lib/core/condensed.js";
export {DataError, DomainError, LoaderError, ShapeError} from "../src/lib/core/errors.js";
export {fromRows, type Matrix, matrix, row} from "../src/lib/core/matrix.js";
export type {Warning} from "../src/lib/core/warning.js";
export {hashNgram} from "../src/lib/embedding/hashNgram.js";
export {classicalMds, type MdsOptions, type MdsResult} from "../src/lib/geometry/classicalMds.js";
export {squaredDistances} from "../src/lib/geometry/distances.js";
export {chooseDimension, profileElbows} from "../src/lib/geometry/elbows.js";
export {gower, trossetPriebe} from "../src/lib/geometry/placement.js";
export {procrustes} from "../src/lib/geometry/procrustes.js";
export {type Stream, stream} from "../src/lib/random/stream.js";
export type {DistanceTable, PublishedStudy, StudyData} from "../src/lib/schema/studyData.js";
export {encodeDistanceTable, readDistanceTable} from "../src/lib/tables/distanceTable.js";
export {createGraph, type Graph} from "../src/runtime/graph.js";
export {type Define, observableModule} from "../src/runtime/observableModule.js";
export {openSession, type Session} from "../src/runtime/session.js";
export {type Workflow, workflow} from "../src/runtime/workflow.js";
export {workflows} from "../src/workflows/registry.js";
export type {
  ClassificationResult,
  RegressionResult,
  RunResult,
  SpaceResult
} from "../src/workflows/results.js";
export {runWorkflow} from "../src/workflows/run.js";
