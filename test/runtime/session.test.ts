import {describe, expect, it} from "vitest";
import {z} from "zod";
import {createChannel} from "../../src/runtime/channel.js";
import {serveGraphs} from "../../src/runtime/host.js";
import type {Port, Reply, Request} from "../../src/runtime/messages.js";
import {type LiveCell, openSession} from "../../src/runtime/session.js";
import {workflow} from "../../src/runtime/workflow.js";

const inputs = z.strictObject({x: z.number().max(100), y: z.number().default(0)});
const study = {defaults: {square: {y: 5}}};

const timers = {
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setTimeout(resolve))
};

function setting(ran: number[]) {
  const square = workflow<typeof study>("square")(inputs)
    .cell("result", ["x", "y"], async ({x, y}) => {
      ran.push(x);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (x === 13) throw new Error("square: x must not be 13; got 13");
      return x * x + y;
    })
    .build();
  const connect = () => {
    const [page, host] = createChannel<Request, Reply>();
    const opening = Promise.resolve({key: "k", study});
    serveGraphs(host, new Map([["square", square]]), opening, timers);
    return page;
  };
  return connect;
}

describe("openSession", () => {
  it("follows a cell and applies the study's defaults", async () => {
    const session = openSession(setting([]));
    const graph = session.graph("square", {x: 3});
    const seen: LiveCell<number>[] = [];
    graph.on<number>("result", (cell) => seen.push(cell));
    expect(await graph.idle()).toEqual({x: 3, y: 5});
    expect(seen.at(-1)).toMatchObject({state: "fulfilled", value: 14, stale: false});
    session.dispose();
  });

  it("never computes more than the one in flight and the newest of a burst", async () => {
    const ran: number[] = [];
    const session = openSession(setting(ran));
    const graph = session.graph("square", {x: 0});
    const seen: (number | undefined)[] = [];
    graph.on<number>("result", ({state, value}) => state === "fulfilled" && seen.push(value));
    for (let x = 1; x <= 50; x++) graph.set({x});
    await graph.idle();
    expect(ran.length).toBeLessThanOrEqual(2);
    expect(ran.at(-1)).toBe(50);
    expect(seen.at(-1)).toBe(2505);
    session.dispose();
  });

  it("keeps the last good value, marked stale, when a cell fails, and recovers", async () => {
    const session = openSession(setting([]));
    const graph = session.graph("square", {x: 2});
    let last: LiveCell<number> | undefined;
    graph.on<number>("result", (cell) => {
      last = cell;
    });
    await graph.idle();
    graph.set({x: 13});
    await graph.idle();
    expect(last).toMatchObject({state: "rejected", value: 9, stale: true});
    expect(last?.error?.message).toBe("square: x must not be 13; got 13");
    graph.set({x: 4});
    await graph.idle();
    expect(last).toMatchObject({state: "fulfilled", value: 21, stale: false, error: null});
    session.dispose();
  });

  it("reports refused inputs without touching the cells", async () => {
    const session = openSession(setting([]));
    const graph = session.graph("square", {x: 2});
    await graph.idle();
    const refusals: (string | undefined)[] = [];
    graph.onSettled((_, error) => refusals.push(error?.message));
    graph.set({x: 1000});
    expect(await graph.idle()).toBeNull();
    expect(refusals[0]).toMatch(/^square: x: .*; got 1000$/);
    session.dispose();
  });

  it("stops a long computation for newer inputs, and finishes it when they leave it alone", async () => {
    const finished: number[] = [];
    const slow = workflow<typeof study>("square")(inputs)
      .cell("long", ["x"], async ({x}, {breathe}) => {
        for (let pass = 0; pass < 30; pass++) {
          const until = performance.now() + 4;
          while (performance.now() < until);
          await breathe();
        }
        finished.push(x);
        return x;
      })
      .cell("result", ["long", "y"], ({long, y}) => long + y)
      .build();
    const session = openSession(() => {
      const [page, host] = createChannel<Request, Reply>();
      serveGraphs(host, new Map([["square", slow]]), Promise.resolve({key: "k", study}), timers);
      return page;
    });
    const graph = session.graph("square", {x: 1});
    let last: LiveCell<number> | undefined;
    const states = new Set<string>();
    graph.on<number>("result", (cell) => {
      last = cell;
      states.add(cell.state);
    });
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    await pause(30);
    graph.set({x: 2});
    await pause(60);
    graph.set({y: 7});
    await graph.idle();
    expect(finished).toEqual([2]);
    expect(last).toMatchObject({state: "fulfilled", value: 9, stale: false});
    expect(states).not.toContain("rejected");
    session.dispose();
  });

  it("is current again when inputs end where they were, refused ones in between or not", async () => {
    const session = openSession(setting([]));
    const graph = session.graph("square", {x: 2});
    let last: LiveCell<number> | undefined;
    graph.on<number>("result", (cell) => {
      last = cell;
    });
    await graph.idle();
    graph.set({x: 3});
    graph.set({x: 2});
    await graph.idle();
    expect(last).toMatchObject({state: "fulfilled", value: 9, stale: false});
    graph.set({x: 1000});
    expect(await graph.idle()).toBeNull();
    expect(await graph.idle()).toBeNull();
    expect(last).toMatchObject({state: "rejected", value: 9, stale: true});
    graph.set({x: 2});
    expect(await graph.idle()).toEqual({x: 2, y: 5});
    expect(last).toMatchObject({state: "fulfilled", value: 9, stale: false});
    session.dispose();
  });

  it("answers for an analysis that does not exist, and goes on", async () => {
    const session = openSession(setting([]));
    const unknown = session.graph("cube", {x: 2});
    const refusals: (string | undefined)[] = [];
    unknown.onSettled((_, error) => refusals.push(error?.message));
    expect(await unknown.idle()).toBeNull();
    expect(refusals[0]).toContain('must be one of square; got "cube"');
    expect(await session.graph("square", {x: 2}).idle()).toEqual({x: 2, y: 5});
    session.dispose();
  });

  it("goes on after inputs that cannot be sent", async () => {
    const session = openSession(setting([]));
    const graph = session.graph("square", {x: 2});
    await graph.idle();
    expect(() => graph.set({x: () => 1})).toThrow();
    graph.set({x: 3});
    expect(await graph.idle()).toEqual({x: 3, y: 5});
    session.dispose();
  });

  it("tells the followers of cells that a dying worker never began", async () => {
    let fail: (message: string) => void = () => undefined;
    const session = openSession(() => ({
      post: () => undefined,
      onMessage: () => undefined,
      close: () => undefined,
      onFailure: (listener) => {
        fail = listener;
      }
    }));
    const graph = session.graph("square", {x: 2});
    const seen: string[] = [];
    graph.on("result", ({error}) => seen.push(error?.message ?? ""));
    fail("cannot start");
    expect(seen).toEqual(["cannot start"]);
    session.dispose();
  });

  it("does not let one graph stop a run that another shares", async () => {
    const finished: string[] = [];
    const shared = workflow<typeof study>("shared")(inputs)
      .cell("long", ["x"], async ({x}, {breathe}) => {
        for (let pass = 0; pass < 10; pass++) {
          const until = performance.now() + 4;
          while (performance.now() < until);
          await breathe();
        }
        finished.push(`long ${x}`);
        return x;
      })
      .cell("result", ["long", "y"], ({long, y}) => long + y)
      .build();
    const session = openSession(() => {
      const [page, host] = createChannel<Request, Reply>();
      const known = new Map([["shared", shared]]);
      serveGraphs(host, known, Promise.resolve({key: "k", study}), timers);
      return page;
    });
    const one = session.graph("shared", {x: 1});
    const two = session.graph("shared", {x: 1});
    let last: LiveCell<number> | undefined;
    two.on<number>("result", (cell) => {
      last = cell;
    });
    await new Promise((resolve) => setTimeout(resolve, 15));
    one.set({x: 2});
    await Promise.all([one.idle(), two.idle()]);
    expect(last).toMatchObject({state: "fulfilled", value: 1});
    session.dispose();
  });

  it("starts the worker anew after it died", async () => {
    const connect = setting([]);
    let fail: (message: string) => void = () => undefined;
    let started = 0;
    const session = openSession((): Port<Request, Reply> => {
      started++;
      return {
        ...connect(),
        onFailure: (listener) => {
          fail = listener;
        }
      };
    });
    const graph = session.graph("square", {x: 2});
    let last: LiveCell<number> | undefined;
    graph.on<number>("result", (cell) => {
      last = cell;
    });
    await graph.idle();
    fail("out of memory");
    expect(last).toMatchObject({state: "rejected", value: 9, error: {message: "out of memory"}});
    graph.set({x: 3});
    await graph.idle();
    expect(last).toMatchObject({state: "fulfilled", value: 14});
    expect(started).toBe(2);
    session.dispose();
  });
});
