/**
 * The file beside the published studies that holds DuckDB for readers' browsers: the WebAssembly of
 * `@duckdb/duckdb-wasm` of this release, gzipped. Its name tells the release, so that a newer one is
 * another file.
 */
export const databaseFile = "duckdb-1.32.0-eh.wasm.gz";
