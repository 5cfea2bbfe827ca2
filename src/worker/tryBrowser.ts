import "./timers.js";
import type {SourceFile} from "../lib/intake/types.js";
import type {Port} from "../runtime/messages.js";
import {browserHands, isBrowserHand} from "./browserHands.js";
import {messagePause} from "./messagePause.js";
import {serveTry} from "./serveTry.js";
import type {DroppedFile, TryAsk, TryTell} from "./tryMessages.js";

/* The entry of the worker behind a page where logs are dropped. It asks no network for anything. */

const port: Port<TryTell, TryAsk<SourceFile>> = {
  post: (tell) =>
    self.postMessage(tell, {transfer: tell.type === "archive" ? [tell.bytes.buffer] : []}),
  onMessage(listener) {
    self.onmessage = ({data}: MessageEvent<TryAsk>) =>
      listener(data.type === "drop" ? {...data, files: data.files.map(sourceOf)} : data);
  },
  onFailure: () => undefined,
  close: () => self.close()
};

function sourceOf({path, blob}: DroppedFile): SourceFile {
  const {size} = blob;
  const bytes = async (from = 0, to = size) =>
    new Uint8Array(await blob.slice(from, to).arrayBuffer());
  return {path, size, bytes};
}

if (!isBrowserHand()) {
  const pause = messagePause();
  const hands = browserHands(pause, () => undefined);
  serveTry(port, {now: () => performance.now(), pause, hands});
}
