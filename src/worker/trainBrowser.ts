import type {Port} from "../runtime/messages.js";
import {messagePause} from "./messagePause.js";
import {serveTrainer} from "./serveTrainer.js";
import type {TrainAsk, TrainTell} from "./trainMessages.js";

/* The entry of the worker that trains a reader's models. */

const port: Port<TrainTell, TrainAsk> = {
  post: (tell) => self.postMessage(tell),
  onMessage(listener) {
    self.onmessage = ({data}: MessageEvent<TrainAsk>) => listener(data);
  },
  onFailure: () => undefined,
  close: () => self.close()
};

serveTrainer(port, {
  readJson,
  now: () => performance.now(),
  pause: messagePause(),
  chance: () => crypto.getRandomValues(new Uint32Array(1))[0] as number
});

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`fetch: ${url} must be there; got ${response.status}`);
  return response.json();
}
