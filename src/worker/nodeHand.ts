import {parentPort} from "node:worker_threads";
import {serveParts} from "./serveParts.js";

/* One of a Node process's other threads: start `nodeBoot.mjs` with this entry. */

parentPort?.on(
  "message",
  serveParts((tell) => parentPort?.postMessage(tell))
);
