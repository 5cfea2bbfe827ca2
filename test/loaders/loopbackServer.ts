import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {afterEach} from "vitest";

/** One request as a server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
  readonly at: number;
}

export type Reply = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  /** sent instead of JSON */
  readonly text?: string;
  /** the connection is torn instead */
  readonly reset?: boolean;
  /** the connection is left open and nothing is said */
  readonly silent?: boolean;
};

/** Starts servers on the loopback that keep what they were asked; they end with the test. */
export function loopbackServers() {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });
  return async (reply: (seen: Seen) => Reply) => {
    const seen: Seen[] = [];
    const server = createServer(async (request, response) => {
      const asked = await readRequest(request);
      seen.push(asked);
      send(response, reply(asked));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const {port} = server.address() as AddressInfo;
    return {seen, url: `http://127.0.0.1:${port}`};
  };
}

async function readRequest(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    authorization: request.headers.authorization,
    body: text === "" ? {} : JSON.parse(text),
    at: performance.now()
  };
}

function send(
  response: ServerResponse,
  {status = 200, headers, json, text, reset, silent}: Reply
): void {
  if (silent) return;
  if (reset) {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(status, {"content-type": "application/json", ...headers});
  response.end(text ?? JSON.stringify(json));
}
