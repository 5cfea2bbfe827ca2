import {VantageError} from "../lib/core/errors.js";
import type {Hands, PartRequest} from "../runtime/jobs.js";
import type {WorkerLike} from "./connectWorker.js";
import {madeParts} from "./madeParts.js";
import type {HandAsk, HandTell} from "./serveParts.js";

/** What a pool takes from where it runs. */
export interface HandsHost {
  /** starts another thread that serves parts (`serveParts`) */
  readonly start: () => WorkerLike;
  /** how many there may be; read whenever it is needed */
  readonly count: () => number;
  /** lets waiting messages in, before a part is made on this thread after all */
  readonly pause: () => Promise<void>;
  /** told when a thread failed; the part it had is made elsewhere all the same */
  readonly report?: (message: string) => void;
}

/** A pool of other threads, to be closed. */
export interface OpenHands extends Hands {
  close(): void;
}

/** A part asked for, until its draws are there. */
interface Task {
  readonly request: PartRequest;
  readonly resolve: (values: Float64Array) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: WorkerLike;
  /** payloads it has */
  readonly keys: Set<string>;
  task: Task | null;
}

/** Why a part has no draws: nobody wants them. */
const dropped = new VantageError("STOPPED", "openHands: dropped, for it is wanted no more");

/**
 * Other threads that make parts of jobs: started when the first part is asked for, each with one part
 * at a time. A thread that fails is not started again: its part goes to another, or is made on this
 * thread when none is left, so that no draw is lost.
 */
export function openHands({start, count, pause, report}: HandsHost): OpenHands {
  const threads = new Set<Thread>();
  const queue: Task[] = [];
  const here = madeParts();
  let lost = 0;
  let isClosed = false;
  const room = () => (isClosed ? 0 : Math.max(0, count() - lost));

  function assign() {
    while (queue.length > 0) {
      const thread = [...threads].find(({task}) => !task) ?? begin();
      if (thread) give(thread, queue.shift() as Task);
      else if (threads.size > 0) return;
      else void makeHere(queue.shift() as Task);
    }
  }

  function begin(): Thread | null {
    while (threads.size < room()) {
      try {
        return follow(start());
      } catch (error) {
        lost++;
        report?.(`openHands: a thread must start; got ${messageOf(error)}`);
      }
    }
    return null;
  }

  function follow(worker: WorkerLike): Thread {
    const thread: Thread = {worker, keys: new Set(), task: null};
    threads.add(thread);
    worker.addEventListener("message", ({data}) => hear(thread, data as HandTell));
    worker.addEventListener("error", ({message}) => lose(thread, message));
    return thread;
  }

  function give(thread: Thread, task: Task) {
    const {job, key, payload, from, to} = task.request;
    const post = (ask: HandAsk) => thread.worker.postMessage(ask);
    thread.task = task;
    try {
      if (!thread.keys.has(key)) post({type: "payload", key, job, payload: payload()});
      thread.keys.add(key);
      post({type: "part", key, from, to});
    } catch (error) {
      // What cannot be sent to one thread cannot be sent to any.
      thread.task = null;
      report?.(`openHands: a payload must be sent; got ${messageOf(error)}`);
      void makeHere(task);
    }
  }

  function hear(thread: Thread, tell: HandTell) {
    const {task} = thread;
    thread.task = null;
    if (task && "values" in tell) task.resolve(tell.values);
    else if (task && "failed" in tell) {
      report?.(`openHands: a part must be made; got ${tell.failed}`);
      void makeHere(task);
    }
    assign();
  }

  function lose(thread: Thread, message = "no reason") {
    if (!threads.delete(thread)) return;
    lost++;
    thread.worker.terminate();
    report?.(`openHands: a thread must go on; got ${message}`);
    if (thread.task) queue.unshift(thread.task);
    assign();
  }

  /** An error of the job itself is thrown here as what it is. */
  async function makeHere({request, resolve, reject}: Task) {
    const {key, job, payload, from, to} = request;
    await pause();
    try {
      if (!here.has(key)) here.prepare(key, job, payload());
      resolve(here.make(key, from, to));
    } catch (error) {
      reject(error);
    }
  }

  function drop(isWanted: (task: Task) => boolean) {
    for (const task of queue.splice(0)) isWanted(task) ? queue.push(task) : task.reject(dropped);
    for (const {task} of threads) if (task && !isWanted(task)) task.reject(dropped);
  }

  return {
    get count() {
      return room();
    },
    part: (request) =>
      new Promise((resolve, reject) => {
        queue.push({request, resolve, reject});
        assign();
      }),
    drop(key) {
      drop(({request}) => request.key !== key);
      here.drop(key);
      for (const {keys, worker} of threads)
        if (keys.delete(key)) worker.postMessage({type: "drop", key} satisfies HandAsk);
    },
    close() {
      isClosed = true;
      drop(() => false);
      for (const {worker} of threads) worker.terminate();
      threads.clear();
    }
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
