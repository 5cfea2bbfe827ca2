/* DuckDB's worker script, which has no types: it sets `onmessage` of the worker it is loaded in. */
declare module "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js";
