import {type AnswersDatabase, answersDatabase, type Connection} from "../db/answersDatabase.js";
import {DataError, DomainError} from "../lib/core/errors.js";
import {sha256} from "../lib/core/sha256.js";
import {readAnswerShard} from "../lib/tables/answerShard.js";
import {encodeAnswersTable} from "../lib/tables/answersTable.js";
import {errorRecord, type Port} from "../runtime/messages.js";
import type {SearchAsk, SearchedFile, SearchTell} from "./searchMessages.js";

/** What searching takes from where it runs. */
export interface SearchPlatform {
  /** @param read told of bytes as they come */
  readonly readBytes: (
    url: string,
    read: (bytes: number) => void
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** an empty database, from the file that holds it */
  readonly openDatabase: (file: Uint8Array<ArrayBuffer>) => Promise<Connection>;
}

/** Searches the published answers of a study for a page. */
export function serveSearch(port: Port<SearchTell, SearchAsk>, platform: SearchPlatform): void {
  let opening: Promise<AnswersDatabase> | null = null;

  async function opened({files, database}: SearchAsk & {type: "open"}): Promise<AnswersDatabase> {
    let bytes = 0;
    const readBytes = (url: string) =>
      platform.readBytes(url, (more) => {
        bytes += more;
        port.post({type: "read", bytes});
      });
    const [file, ...shards] = await Promise.all(
      [database, ...files.map(({url}) => url)].map(readBytes)
    );
    port.post({type: "filling"});
    const connection = await platform.openDatabase(file as Uint8Array<ArrayBuffer>);
    return answersDatabase(connection, tablesOf(files, shards));
  }

  async function answer(ask: SearchAsk) {
    if (ask.type === "open") opening = opened(ask);
    if (!opening) throw new DomainError("search: answers must be open; got none");
    const database = await opening;
    if (ask.type === "open") return;
    const {id, search, offset, limit} = ask;
    port.post({type: "found", id, found: await database.search(search, offset, limit)});
  }

  port.onMessage((ask) => {
    answer(ask).catch((error) => port.post({type: "failed", error: errorRecord(error)}));
  });
}

/** One table at a time, so that no more than one is in memory beside the database. */
function* tablesOf(
  files: readonly SearchedFile[],
  shards: readonly Uint8Array[]
): Generator<Uint8Array> {
  for (const [i, {file, hash, queries}] of files.entries()) {
    const bytes = shards[i] as Uint8Array;
    const found = sha256(bytes);
    if (found !== hash) throw new DataError(`${file}: hash must be ${hash}; got ${found}`);
    const text = new TextDecoder().decode(bytes);
    yield encodeAnswersTable(queries, readAnswerShard(text, queries.length, file));
  }
}
