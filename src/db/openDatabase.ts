import {AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger} from "@duckdb/duckdb-wasm";
import {shutIn} from "./shutIn.js";

/**
 * Opens an empty database in memory, shut in.
 *
 * @param worker runs DuckDB's own worker script; who ends it ends the database
 * @param module URL of the WebAssembly, of the type `application/wasm`
 */
export async function openDatabase(worker: Worker, module: string): Promise<AsyncDuckDBConnection> {
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  await database.instantiate(module);
  await database.open({path: ":memory:"});
  const connection = await database.connect();
  await shutIn(connection);
  return connection;
}
