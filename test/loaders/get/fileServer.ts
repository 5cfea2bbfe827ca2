import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {afterEach} from "vitest";

/** What a server answers with; a text is a whole file. */
export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server on this machine that is stopped after the test. */
export interface FileServer {
  /** without a slash at the end */
  readonly url: string;
  /** paths asked for, in order */
  readonly asked: string[];
}

/** Starts servers whenever asked, each for some paths; any other path is 404. */
export function fileServers(): (answers: Readonly<Record<string, Answer>>) => Promise<FileServer> {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  return async (answers) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const path = request.url ?? "";
      asked.push(path);
      const answer = answers[path];
      if (typeof answer === "function") return answer(request, response);
      response.writeHead(answer === undefined ? 404 : 200);
      response.end(answer ?? "not found");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        })
    );
    return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked};
  };
}
