import {createHash} from "node:crypto";
import {open} from "node:fs/promises";
import {LoaderError} from "../../src/lib/core/errors.js";
import {requireAllowedUrl} from "./allowedUrl.js";

/** What arrived. */
export interface Arrived {
  readonly sha256: string;
  readonly bytes: number;
}

/** What is wanted of a file, null where nobody wrote it down. */
export interface Wanted {
  readonly url: string;
  readonly sha256: string | null;
  readonly bytes: number | null;
}

const mostRedirects = 5;
const idleAfter = 60_000;

/**
 * Fetches a file into a new one at `path`, a piece at a time, and checks length and hash. What is
 * left at `path` after an error is the caller's to remove.
 *
 * @param idle milliseconds without a byte after which the server is given up
 * @throws LoaderError, one line naming the address: another status than 200, a redirect to another
 * host, fewer or more bytes than told, another hash, a connection that breaks or falls silent
 */
export async function downloadFile(
  wanted: Wanted,
  path: string,
  idle = idleAfter
): Promise<Arrived> {
  const silence = new AbortController();
  const expire = () => silence.abort(new Error(`nothing for ${idle / 1000} s`));
  let timer = setTimeout(expire, idle);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(expire, idle);
  };
  try {
    const response = await follow(wanted.url, silence.signal);
    return await receive(response, wanted, path, heard);
  } catch (error) {
    if (error instanceof LoaderError || isSystemError(error)) throw error;
    throw failed(wanted.url, "must come whole", reasonOf(error, silence.signal));
  } finally {
    clearTimeout(timer);
  }
}

/** Follows redirects within one host: an address was agreed to, not where it may lead. */
async function follow(address: string, signal: AbortSignal): Promise<Response> {
  let url = requireAllowedUrl(address, "get");
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const headers = {"accept-encoding": "identity"};
    const response = await fetch(url, {redirect: "manual", headers, signal});
    if (response.status === 200) return response;
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null)
      throw failed(url.href, "must answer with 200", String(response.status));
    const next = requireAllowedUrl(new URL(location, url).href, "get");
    if (next.host !== url.host || next.protocol !== url.protocol)
      throw failed(url.href, "must not lead to another host", next.host);
    url = next;
  }
  throw failed(address, `must redirect at most ${mostRedirects} times`, "more");
}

async function receive(
  response: Response,
  wanted: Wanted,
  path: string,
  heard: () => void
): Promise<Arrived> {
  const most = wanted.bytes ?? Number.POSITIVE_INFINITY;
  const hash = createHash("sha256");
  const file = await open(path, "wx");
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      heard();
      bytes += piece.length;
      if (bytes > most) throw failed(wanted.url, `must have ${most} bytes`, "more");
      hash.update(piece);
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const arrived = {sha256: hash.digest("hex"), bytes};
  requireWanted(arrived, wanted);
  return arrived;
}

function requireWanted(arrived: Arrived, {url, sha256, bytes}: Wanted): void {
  if (bytes !== null && arrived.bytes !== bytes)
    throw failed(url, `must have ${bytes} bytes`, String(arrived.bytes));
  if (sha256 !== null && arrived.sha256 !== sha256)
    throw failed(url, `must have sha256 ${sha256}`, arrived.sha256);
}

function failed(url: string, expected: string, got: string): LoaderError {
  return new LoaderError(`get: ${url} ${expected}; got ${got}`);
}

/** What the disk refuses is no fault of the server; what the network refuses is. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "path" in error;
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  const cause = signal.aborted ? signal.reason : error instanceof Error ? error.cause : undefined;
  const told = cause instanceof Error ? cause : error;
  return told instanceof Error ? told.message.split("\n")[0] || told.name : String(told);
}
