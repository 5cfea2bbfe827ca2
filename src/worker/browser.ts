import "./timers.js";
import type {Port, Reply, Request} from "../runtime/messages.js";
import type {Boot} from "./boot.js";
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

// A message to oneself comes after those the page has sent; timers would be held back to 4 ms each.
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const pause = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });

async function readBytes(location: string): Promise<Uint8Array> {
  const response = await fetch(location);
  if (!response.ok) throw new Error(`fetch: ${location} must be there; got ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

serveStudy(port, boot, {readBytes, pause});
