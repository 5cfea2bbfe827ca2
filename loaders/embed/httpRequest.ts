import {setTimeout as wait} from "node:timers/promises";
import pRetry from "p-retry";
import {LoaderError} from "../../src/lib/core/errors.js";

/** How patiently a server is asked; milliseconds. */
export interface Pace {
  readonly retries: number;
  /** before the first retry; doubled for each further one */
  readonly firstWait: number;
  /** the longest wait a server may ask for */
  readonly longestWait: number;
  /** for one attempt, answer included */
  readonly timeout: number;
}

/** Servers that load a model at the first request take their time. */
export const usualPace: Pace = {
  retries: 5,
  firstWait: 500,
  longestWait: 120_000,
  timeout: 180_000
};

/** How to reach a server. */
export interface Line {
  readonly fetch: typeof fetch;
  readonly pace: Pace;
  readonly signal?: AbortSignal;
  /** sent as a bearer token, and blotted out where the server repeats it */
  readonly key?: string | undefined;
  /** the command an error is of; `embed` if left out */
  readonly verb?: string;
}

/** A request that was not answered as it should be. */
export class HttpFailure extends LoaderError {
  /** what the server or the network said, on one line */
  readonly detail: string;
  readonly status: number | undefined;
  /** whether asking again may help */
  readonly passing: boolean;
  /** milliseconds the server asked to wait */
  readonly after: number;
  constructor(
    request: string,
    detail: string,
    {status, passing, after = 0}: {status?: number; passing: boolean; after?: number}
  ) {
    super(`${request} must be answered; got ${status ?? "no answer"}: ${detail}`);
    this.detail = detail;
    this.status = status;
    this.passing = passing;
    this.after = after;
  }
}

/** Whether an error text speaks of a text over a model's limit. */
export function isTooLong(detail: string): boolean {
  return /token|context|too long|length/i.test(detail) && !/batch size/i.test(detail);
}

/**
 * The JSON a server answers; a GET without a body. Resets, timeouts, 408, 429, 5xx and JSON that is
 * cut off are asked again, with growing waits and not before a `Retry-After`. Redirects are not
 * followed, so that no key goes elsewhere.
 *
 * @throws HttpFailure with command, method, address and status on one line
 */
export function requestJson(url: string, body: unknown, line: Line): Promise<unknown> {
  const {retries, firstWait, longestWait} = line.pace;
  return pRetry(() => attempt(url, body, line), {
    retries,
    minTimeout: firstWait,
    maxTimeout: longestWait,
    randomize: true,
    ...(line.signal ? {signal: line.signal} : {}),
    shouldRetry: ({error}) =>
      error instanceof HttpFailure && error.passing && error.after <= longestWait,
    async onFailedAttempt({error, retriesLeft}) {
      if (!(error instanceof HttpFailure) || !error.passing || retriesLeft === 0) return;
      if (error.after > 0 && error.after <= longestWait)
        await wait(error.after, undefined, {signal: line.signal});
    }
  });
}

async function attempt(url: string, body: unknown, line: Line): Promise<unknown> {
  const method = body === undefined ? "GET" : "POST";
  const request = `${line.verb ?? "embed"}: ${method} ${url}`;
  const {response, text} = await send(request, url, body, line);
  const {status} = response;
  if (!response.ok) {
    const detail = oneLine(errorText(text) || response.statusText, line.key);
    const passing = (status === 408 || status === 429 || status >= 500) && !isTooLong(detail);
    const after = retryAfter(response.headers.get("retry-after"));
    throw new HttpFailure(request, detail, {status, passing, after});
  }
  try {
    return JSON.parse(text);
  } catch {
    const detail = `no complete JSON: ${oneLine(text, line.key)}`;
    throw new HttpFailure(request, detail, {status, passing: true});
  }
}

async function send(request: string, url: string, body: unknown, line: Line) {
  const {fetch, key, pace, signal} = line;
  const limit = AbortSignal.timeout(pace.timeout);
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        ...(body === undefined ? {} : {"content-type": "application/json"}),
        ...(key === undefined ? {} : {authorization: `Bearer ${key}`})
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, limit]) : limit
    });
    return {response, text: await response.text()};
  } catch (error) {
    if (signal?.aborted) throw error;
    const late = limit.aborted ? `nothing within ${pace.timeout / 1000} s` : networkText(error);
    throw new HttpFailure(request, oneLine(late, key), {passing: true});
  }
}

/** `fetch` says only that it failed; its cause knows why. */
function networkText(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || String((cause as NodeJS.ErrnoException).code ?? cause.name);
}

/** The message in the error bodies of the servers we know, else the body. */
function errorText(text: string): string {
  try {
    const {error, message} = JSON.parse(text) ?? {};
    const found = typeof error === "object" ? error?.message : (error ?? message);
    return typeof found === "string" ? found : text;
  } catch {
    return text;
  }
}

function oneLine(text: string, key: string | undefined): string {
  const safe = key ? text.replaceAll(key, "…") : text;
  return safe
    .replaceAll(/\p{C}+|\s+/gu, " ")
    .trim()
    .slice(0, 200);
}

/** Milliseconds of a Retry-After, in seconds or as a date; 0 for none. */
function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const milliseconds = /^\d+(\.\d+)?$/.test(header)
    ? 1000 * Number(header)
    : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}
