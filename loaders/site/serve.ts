import {createReadStream} from "node:fs";
import {stat} from "node:fs/promises";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, normalize, sep} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";

const types: Readonly<Record<string, string>> = {
  ".arrow": "application/vnd.apache.arrow.stream",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm"
};

/** A site being served: where, and how to stop. */
export interface Served {
  /** ends in a slash */
  readonly url: string;
  close(): Promise<void>;
}

/** Where and how to serve. `port` 0 takes any free one; a taken `port` falls back to a free one. */
export interface ServeOptions {
  readonly port?: number;
  /** path the site appears under, e.g. `/sub/path/` */
  readonly base?: string;
}

/**
 * Serve a folder of static files on the loopback interface, the way an ordinary static host does:
 * `/a/` is `a/index.html`, `/a` is `a.html` or, where there is none, sent on to `/a/`.
 *
 * @throws LoaderError if there is no built site in `folder`
 */
export async function serve(folder: string, {port = 0, base = "/"}: ServeOptions = {}) {
  if (!(await isFile(join(folder, "index.html"))))
    throw new LoaderError(`serve: expected a built site; got no index.html in ${folder}`);
  const server = createServer((request, response) => void answer(folder, base, request, response));
  await listen(server, port);
  const {port: bound} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}${base}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  } satisfies Served;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" && port !== 0 ? resolve(listen(server, 0)) : reject(error)
    );
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function answer(
  folder: string,
  base: string,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const [, path = "/", search = ""] = /^([^?]*)(.*)$/.exec(request.url ?? "/") ?? [];
  const inside = pathInside(base, path);
  const file = inside && (await findFile(folder, inside));
  if (!file) {
    const sentOn = inside && (await isFile(join(folder, inside, "index.html")));
    if (sentOn) response.writeHead(301, {location: address(base, inside) + search});
    else response.writeHead(404, {"content-type": "text/plain; charset=utf-8"});
    response.end(sentOn ? undefined : "not found\n");
    return;
  }
  const type = types[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, {"content-type": type, "cache-control": "no-cache"});
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

/** A requested path as one inside the served folder, or null where it is none. */
function pathInside(base: string, requested: string): string | null {
  const path = decode(requested);
  if (path === null || path.includes("\0") || !path.startsWith(base)) return null;
  return normalize(`${sep}${path.slice(base.length)}`);
}

/** Made anew from the path found, so that no request can name another host to be sent to. */
function address(base: string, inside: string): string {
  return `${base}${inside.split(sep).filter(Boolean).map(encodeURIComponent).join("/")}/`;
}

async function findFile(folder: string, inside: string): Promise<string | null> {
  const target = join(folder, inside);
  const candidates = inside.endsWith(sep)
    ? [join(target, "index.html")]
    : [target, `${target}.html`];
  for (const candidate of candidates) if (await isFile(candidate)) return candidate;
  return null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false
  );
}
