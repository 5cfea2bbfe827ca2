import "./timers.js";
import type {Port, Reply, Request} from "../runtime/messages.js";
import type {Boot} from "./boot.js";
import {messagePause} from "./messagePause.js";
import {serveStudy} from "./serveStudy.js";

/* The entry of a page's worker: the first message is a `Boot`, all others are graph requests. */

const listeners: ((message: Request) => void)[] = [];
const port: Port<Reply, Request> = {
  post: (message) => self.postMessage(message),
  onMessage: (listener) => void listeners.push(listener),
  onFailure: () => undefined,
  close: () => self.close()
};

const boot = new Promise<Boot>((resolve) => {
  self.onmessage = ({data}: MessageEvent<Boot | Request>) => {
    if ("study" in data) resolve(data);
    else for (const listener of listeners) listener(data);
  };
});

async function readBytes(location: string): Promise<Uint8Array> {
  const response = await fetch(location);
  if (!response.ok) throw new Error(`fetch: ${location} must be there; got ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

serveStudy(port, boot, {readBytes, pause: messagePause()});
