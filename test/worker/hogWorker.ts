import {parentPort} from "node:worker_threads";
import {z} from "zod";
import {serveGraphs} from "../../src/runtime/host.js";
import type {Reply, Request} from "../../src/runtime/messages.js";
import {workflow} from "../../src/runtime/workflow.js";

/* A worker with an analysis that misbehaves as it is told: it never yields, ends its thread, throws. */

const inputs = z.strictObject({x: z.number(), manner: z.string().default("good")});
const hog = workflow("hog")(inputs)
  .cell("result", ["x", "manner"], ({x, manner}) => {
    if (manner === "endless") for (;;);
    if (manner === "exit") process.exit(1);
    if (manner === "throw") throw new Error(`hog: manner must be good; got ${manner}`);
    if (manner === "crash")
      setTimeout(() => {
        throw new Error("hog: crashed");
      });
    if (manner === "nan") return Number.NaN;
    return manner === "crash" ? new Promise<number>(() => {}) : 10 * x;
  })
  .build();

serveGraphs(
  {
    post: (message: Reply) => parentPort?.postMessage(message),
    onMessage: (listener: (message: Request) => void) => void parentPort?.on("message", listener),
    onFailure: () => undefined,
    close: () => undefined
  },
  new Map([["hog", hog]]),
  Promise.resolve({key: "k", study: {defaults: {}}}),
  {now: () => performance.now(), pause: () => new Promise((done) => setImmediate(done))}
);
