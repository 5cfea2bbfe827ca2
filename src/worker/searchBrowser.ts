import {openDatabase} from "../db/openDatabase.js";
import {inflated} from "./inflated.js";
import type {SearchAsk} from "./searchMessages.js";
import {serveSearch} from "./serveSearch.js";

/*
 * The entry of the worker that searches answers. Started by itself under another name it becomes DuckDB's
 * own worker, so that a page names one script only.
 */

const databaseName = "vantage-database";

if (self.name === databaseName) void becomeDatabase();
else serve();

function serve(): void {
  serveSearch(
    {
      post: (tell) => self.postMessage(tell),
      onMessage(listener) {
        self.onmessage = ({data}: MessageEvent<SearchAsk>) => listener(data);
      },
      onFailure: () => undefined,
      close: () => self.close()
    },
    {readBytes, openDatabase: openFrom}
  );
}

async function openFrom(file: Uint8Array<ArrayBuffer>) {
  const module = URL.createObjectURL(await inflated(file, "application/wasm"));
  try {
    const worker = new Worker(self.location.href, {type: "module", name: databaseName});
    return await openDatabase(worker, module);
  } finally {
    URL.revokeObjectURL(module);
  }
}

/** DuckDB's script takes over the messages; those that come before it is there are kept for it. */
async function becomeDatabase(): Promise<void> {
  const early: MessageEvent[] = [];
  self.onmessage = (event) => void early.push(event);
  await import("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js");
  for (const event of early) self.onmessage?.(event);
}

async function readBytes(
  url: string,
  read: (bytes: number) => void
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`fetch: ${url} must be there; got ${response.status}`);
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read(chunk.byteLength);
      controller.enqueue(chunk);
    }
  });
  const body = response.body?.pipeThrough(counted);
  return new Uint8Array(await new Response(body).arrayBuffer());
}
