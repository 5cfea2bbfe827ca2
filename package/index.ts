/*
 * `@dkps/vantage`: the pure part. Everything here runs in Node and in a browser alike and touches
 * neither files nor the network.
 */
export {DataError, DomainError, LoaderError, ShapeError} from "../src/lib/core/errors.js";
export type {Matrix} from "../src/lib/core/matrix.js";
export {fromRows, matrix} from "../src/lib/core/matrix.js";
export type {Warning} from "../src/lib/core/warning.js";
export type {Stream} from "../src/lib/random/stream.js";
export {stream} from "../src/lib/random/stream.js";
