import {Worker} from "node:worker_threads";
import {afterEach, describe, expect, it} from "vitest";
import type {Port, Reply, Request} from "../../src/runtime/messages.js";
import {type LiveCell, openSession, type Session} from "../../src/runtime/session.js";
import {afterTimeout} from "../../src/worker/afterTimeout.js";

let started: Worker[] = [];
let session: Session | null = null;

/** A port to a real thread, as a page has one to its worker. */
function connect(): Port<Request, Reply> {
  const worker = new Worker(new URL("./hogBoot.mjs", import.meta.url));
  started.push(worker);
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on("message", listener),
    onFailure: (listener) => {
      worker.on("error", ({message}) => listener(message));
      worker.on("exit", (code) => code !== 0 && listener(`the worker ended with code ${code}`));
    },
    close: () => void worker.terminate()
  };
}

async function begun() {
  session = openSession(connect, {after: afterTimeout});
  const graph = session.graph("hog", {x: 1});
  const seen: LiveCell<number>[] = [];
  graph.on<number>("result", (cell) => seen.push(cell));
  await graph.idle();
  expect(seen.at(-1)).toMatchObject({state: "fulfilled", value: 10});
  return {graph, seen};
}

afterEach(async () => {
  session?.dispose();
  await Promise.all(started.map((worker) => worker.terminate()));
  started = [];
});

describe("a worker that misbehaves", () => {
  it("is replaced when it does not yield to newer inputs", async () => {
    const {graph, seen} = await begun();
    graph.set({x: 2, manner: "endless"});
    await new Promise((done) => setTimeout(done, 200));
    expect(seen.at(-1)).toMatchObject({value: 10, stale: true});
    graph.set({x: 3, manner: "good"});
    expect(await graph.idle()).toMatchObject({x: 3});
    expect(seen.at(-1)).toMatchObject({state: "fulfilled", value: 30, stale: false});
    expect(started).toHaveLength(2);
  });

  it.each([
    ["crash", /hog: crashed/],
    ["exit", /ended with code 1/],
    ["throw", /manner must be good; got throw/]
  ])(
    "says what happened when it does %s, keeps the last good value, and goes on",
    async (manner, said) => {
      const {graph, seen} = await begun();
      graph.set({x: 2, manner});
      await graph.idle();
      expect(seen.at(-1)).toMatchObject({state: "rejected", value: 10, stale: true});
      expect(seen.at(-1)?.error?.message).toMatch(said);
      graph.set({x: 3, manner: "good"});
      await graph.idle();
      expect(seen.at(-1)).toMatchObject({state: "fulfilled", value: 30, stale: false, error: null});
    }
  );

  it("hands on what is no number as it is", async () => {
    const {graph, seen} = await begun();
    graph.set({manner: "nan"});
    await graph.idle();
    expect(seen.at(-1)?.value).toBeNaN();
    graph.set({manner: "good"});
    await graph.idle();
    expect(seen.at(-1)?.value).toBe(10);
  });
});

describe("a worker that ends without a word", () => {
  it("is given up after it has not answered for long", async () => {
    let time = 0;
    let waiting: {at: number; call: () => void}[] = [];
    const after = (milliseconds: number, call: () => void) => {
      const timer = {at: time + milliseconds, call};
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    };
    const pass = (milliseconds: number) => {
      time += milliseconds;
      const due = waiting.filter(({at}) => at <= time);
      waiting = waiting.filter(({at}) => at > time);
      for (const {call} of due) call();
    };
    const asked: string[] = [];
    let tell: (reply: Reply) => void = () => {};
    session = openSession(
      () => ({
        post: ({type}) => void asked.push(type),
        onMessage: (listener) => {
          tell = listener;
        },
        onFailure: () => undefined,
        close: () => undefined
      }),
      {after}
    );
    const graph = session.graph("hog", {x: 1});
    const seen: LiveCell[] = [];
    graph.on("result", (cell) => seen.push(cell));
    pass(60_000);
    expect(seen).toEqual([]);
    tell({type: "cell", graph: 1, generation: 1, cell: "result", state: "pending"});
    pass(5000);
    expect(asked.at(-1)).toBe("ping");
    pass(10_000);
    expect(seen.at(-1)?.error?.message).toContain("has not answered for long");
  });
});
