import {AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger} from "@duckdb/duckdb-wasm";

/**
 * Opens an empty database in memory. It reaches no file and no network: extensions are neither fetched
 * nor loaded, and no statement can change that.
 *
 * @param worker runs DuckDB's own worker script; who ends it ends the database
 * @param module URL of the WebAssembly, of the type `application/wasm`
 */
export async function openDatabase(worker: Worker, module: string): Promise<AsyncDuckDBConnection> {
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  await database.instantiate(module);
  await database.open({path: ":memory:"});
  const connection = await database.connect();
  for (const setting of closed) await connection.query(setting);
  return connection;
}

const closed = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  "SET lock_configuration = true"
];
