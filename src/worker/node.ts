import {readFile} from "node:fs/promises";
import {availableParallelism} from "node:os";
import {parentPort} from "node:worker_threads";
import type {Port, Reply, Request} from "../runtime/messages.js";
import type {Boot} from "./boot.js";
import {nodeHands, nodePause} from "./nodeHands.js";
import {serveStudy} from "./serveStudy.js";

/* The same graphs in a `worker_threads` worker: start `nodeBoot.mjs`, which loads this module. */

const listeners: ((message: Request) => void)[] = [];
const port: Port<Reply, Request> = {
  post: (message) => parentPort?.postMessage(message),
  onMessage: (listener) => void listeners.push(listener),
  onFailure: () => undefined,
  close: () => parentPort?.close()
};

const boot = new Promise<Boot>((resolve) => {
  parentPort?.on("message", (data: Boot | Request) => {
    if ("study" in data) resolve(data);
    else for (const listener of listeners) listener(data);
  });
});

serveStudy(port, boot, {
  readBytes: async (location) => new Uint8Array(await readFile(location)),
  pause: nodePause,
  hands: (asked) => nodeHands(() => (asked() ?? availableParallelism()) - 1)
});
