import {createRequire} from "node:module";
import {createDuckDB, NODE_RUNTIME, VoidLogger} from "@duckdb/duckdb-wasm/blocking";
import type {Connection} from "../../src/db/answersDatabase.js";

import {shutIn} from "../../src/db/shutIn.js";

/** The DuckDB that pages load, in Node: the same WebAssembly under DuckDB's own bindings for it. */
export async function nodeDatabase(): Promise<Connection> {
  const {resolve} = createRequire(import.meta.url);
  const of = (kind: string) => ({
    mainModule: resolve(`@duckdb/duckdb-wasm/dist/duckdb-${kind}.wasm`),
    mainWorker: ""
  });
  const bundles = {mvp: of("mvp"), eh: of("eh")};
  const database = await createDuckDB(bundles, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate();
  database.open({path: ":memory:"});
  const connection = database.connect() as unknown as Connection;
  await shutIn(connection);
  return connection;
}
