import {describe, expect, it} from "vitest";
import {z} from "zod";
import {createChannel} from "../../src/runtime/channel.js";
import {serveGraphs} from "../../src/runtime/host.js";
import type {Port, Reply, Request} from "../../src/runtime/messages.js";
import {openSession} from "../../src/runtime/session.js";
import {workflow} from "../../src/runtime/workflow.js";
import {afterTimeout} from "../../src/worker/afterTimeout.js";

const inputs = z.strictObject({x: z.number()});
const study = {defaults: {}};
const pause = (milliseconds = 0) => new Promise<void>((done) => setTimeout(done, milliseconds));
const timers = {now: () => performance.now(), pause};

/** A cell that is known soon and one below that takes `long` milliseconds. */
function slowly(finished: number[], long: number) {
  const flow = workflow<typeof study>("slow")(inputs)
    .cell("estimate", ["x"], ({x}) => x)
    .cell("result", ["estimate"], async ({estimate}, {breathe}) => {
      for (const until = performance.now() + long; performance.now() < until; ) {
        await pause(1);
        await breathe();
      }
      finished.push(estimate);
      return estimate;
    })
    .build();
  return (): Port<Request, Reply> => {
    const [page, host] = createChannel<Request, Reply>();
    serveGraphs(host, new Map([["slow", flow]]), Promise.resolve({key: "k", study}), timers);
    return page;
  };
}

describe("a slider that keeps moving", () => {
  it("keeps showing pictures of what it passes, and stops what is long", async () => {
    const finished: number[] = [];
    const session = openSession(slowly(finished, 400), {after: afterTimeout});
    const graph = session.graph("slow", {x: 0});
    const pictures: number[] = [];
    graph.on<number>("estimate", ({state, value}) => {
      if (state === "fulfilled" && value !== undefined) pictures.push(value);
    });
    graph.on("result", () => undefined);
    await pause(20);
    for (let x = 1; x <= 30; x++) {
      graph.set({x});
      await pause(10);
    }
    await graph.idle();
    expect(new Set(pictures).size).toBeGreaterThan(5);
    expect(pictures).toEqual([...pictures].sort((a, b) => a - b));
    expect(finished).toEqual([30]);
    session.dispose();
  });

  it("lets end what takes less than the grace, though nothing was shown yet", async () => {
    const finished: number[] = [];
    // The grace never ends: what is in flight goes on.
    const session = openSession(slowly(finished, 30), {after: () => () => undefined});
    const graph = session.graph("slow", {x: 0});
    await pause(5);
    graph.set({x: 1});
    await graph.idle();
    expect(finished).toEqual([0, 1]);
    session.dispose();
  });

  it("stops at once where no timer is given", async () => {
    const finished: number[] = [];
    const session = openSession(slowly(finished, 30));
    const graph = session.graph("slow", {x: 0});
    graph.set({x: 1});
    await graph.idle();
    expect(finished).toEqual([1]);
    session.dispose();
  });
});

describe("a run that waits for something that never comes", () => {
  it("gives way to newer inputs all the same", async () => {
    const flow = workflow<typeof study>("slow")(inputs)
      .cell("result", ["x"], ({x}) => (x === 13 ? new Promise<number>(() => {}) : x))
      .build();
    const session = openSession(() => {
      const [page, host] = createChannel<Request, Reply>();
      serveGraphs(host, new Map([["slow", flow]]), Promise.resolve({key: "k", study}), timers);
      return page;
    });
    const graph = session.graph("slow", {x: 13});
    let last: unknown;
    graph.on("result", ({value}) => {
      last = value;
    });
    await pause(10);
    graph.set({x: 2});
    expect(await graph.idle()).toEqual({x: 2});
    expect(last).toBe(2);
    session.dispose();
  });
});

describe("a value that cannot be sent", () => {
  it("is an error of its cell, and the next is well", async () => {
    const flow = workflow<typeof study>("slow")(inputs)
      .cell("result", ["x"], ({x}) => (x === 1 ? () => x : x))
      .build();
    const session = openSession(() => {
      const [page, host] = createChannel<Request, Reply>();
      serveGraphs(host, new Map([["slow", flow]]), Promise.resolve({key: "k", study}), timers);
      return page;
    });
    const graph = session.graph("slow", {x: 1});
    const seen: string[] = [];
    graph.on("result", ({state, error}) => seen.push(error ? "error" : state));
    await graph.idle();
    expect(seen.at(-1)).toBe("error");
    graph.set({x: 2});
    await graph.idle();
    expect(seen.at(-1)).toBe("fulfilled");
    session.dispose();
  });
});
