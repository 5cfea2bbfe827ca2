import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {runSweep, type Sweep} from "../../../loaders/sweep/runSweep.js";
import type {GraphProxy, LiveCell, Session} from "../../../src/runtime/session.js";
import {space} from "../../../src/workflows/space.js";
import {syntheticStudy} from "../../workflow/syntheticStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

const cell = (fields: Partial<LiveCell>): LiveCell => ({
  state: "fulfilled",
  value: undefined,
  stale: false,
  warnings: [],
  error: null,
  ...fields
});

/** A thread that says it has settled before it tells what came of it. */
function hastySession(result: LiveCell): Session {
  const graph = {
    on(_: string, listener: (told: LiveCell) => void) {
      listener(cell({state: "pending", stale: true}));
      setTimeout(listener, 5, result);
      return () => {};
    },
    onSettled: (listener: (...told: unknown[]) => void) => void listener({}, null, {}, [], []),
    idle: async () => ({}),
    dispose: () => {}
  };
  return {graph: () => graph as unknown as GraphProxy, dispose: () => {}};
}

function sweepOf(result: LiveCell): Sweep {
  return {
    study: syntheticStudy(),
    directory: join(folder(), "s"),
    workflow: space as unknown as Sweep["workflow"],
    fixed: {},
    runs: [{dimension: 1}],
    jobs: 1,
    openSession: () => hastySession(result),
    progress: () => {}
  };
}

describe("runSweep", () => {
  it("waits for a result that is told after the graph has settled", async () => {
    const [row] = await runSweep(sweepOf(cell({value: {dimension: 1}})));
    expect(row?.swept).toMatchObject({values: {dimension: 1}, error: null});
  });

  it("makes a refusal that is told late the row's error", async () => {
    const error = {name: "DomainError", code: "DOMAIN", message: "no", input: null};
    const [row] = await runSweep(sweepOf(cell({state: "rejected", stale: true, error})));
    expect(row?.swept).toMatchObject({values: {}, error: "no"});
  });
});
