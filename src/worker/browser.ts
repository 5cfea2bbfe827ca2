import "./timers.js";
import type {Port, Reply, Request} from "../runtime/messages.js";
import type {Boot} from "./boot.js";
import {browserHands, isBrowserHand} from "./browserHands.js";
import {messagePause} from "./messagePause.js";
import {serveStudy} from "./serveStudy.js";

/*
 * The entry of a page's worker: the first message is a `Boot`, all others are graph requests. Started by
 * itself, as another thread, it makes parts of resamplings instead.
 */

if (!isBrowserHand()) serve();

function serve(): void {
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

  const pause = messagePause();
  serveStudy(port, boot, {readBytes, pause, hands: (asked) => browserHands(pause, asked)});
}

async function readBytes(location: string): Promise<Uint8Array> {
  const response = await fetch(location);
  if (!response.ok) throw new Error(`fetch: ${location} must be there; got ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
