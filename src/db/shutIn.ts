import type {Connection} from "./answersDatabase.js";

const settings = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  "SET lock_configuration = true"
];

/**
 * Shuts a database in: it reaches no file and no network, extensions are neither fetched nor loaded,
 * and no statement can change that.
 */
export async function shutIn(connection: Pick<Connection, "query">): Promise<void> {
  for (const setting of settings) await connection.query(setting);
}
