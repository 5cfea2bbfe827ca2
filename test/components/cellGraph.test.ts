import {beforeEach, describe, expect, it} from "vitest";
import {cellGraph} from "../../src/components/cellGraph.js";
import {createInputState} from "../../src/components/inputState.js";
import {createLiveCellGraphs} from "../../src/components/liveCellGraphs.js";
import type {CellTrace} from "../../src/runtime/messages.js";
import type {GraphProxy} from "../../src/runtime/session.js";
import type {CellProgress, TraceEntry} from "../../src/runtime/trace.js";
import {workflowNodes} from "../../src/runtime/workflowNodes.js";
import {space} from "../../src/workflows/space.js";
import {newDocument, study} from "./sample.js";

type Settle = Parameters<Parameters<GraphProxy["onSettled"]>[0]>;
const nodes = workflowNodes(space as never);
const inputs = {models: "<img src=x> = 'a name that is long'", dimension: "auto", elbow: 2};

/** A graph that tells what a test wants told, and counts who asked for traces. */
function fakeGraph() {
  const told = {trace: (_: CellTrace) => {}, progress: (_: CellProgress | null) => {}, traces: 0};
  let settle = (..._: Settle) => {};
  const graph = {
    onTrace(listener: (trace: CellTrace) => void) {
      told.trace = listener;
      told.traces++;
    },
    onProgress(listener: typeof told.progress) {
      told.progress = listener;
    },
    onSettled(listener: typeof settle) {
      settle = listener;
    }
  } as unknown as GraphProxy;
  const entry = (cell: string, more: Partial<TraceEntry> = {}): TraceEntry => {
    const base = {cell, because: ["gram"], from: "run", outcome: "fulfilled"} as const;
    return {...base, started: 0, milliseconds: 12, warnings: [], ...more};
  };
  return {
    graph,
    told,
    entry,
    settle: (trace: TraceEntry[]) => settle({}, null, {}, [], trace)
  };
}

describe("a graph drawn at build time", () => {
  const document = newDocument();
  const drawn = cellGraph({document, study, workflow: "space", nodes, inputs});

  it("has a box with a name and a text for every node, and a line for every need", () => {
    expect(drawn.querySelectorAll(".cell-node").length).toBe(nodes.length);
    expect(drawn.querySelectorAll(".cell-node > title").length).toBe(nodes.length);
    const needs = nodes.flatMap((node) => node.needs);
    expect(drawn.querySelectorAll(".cell-lines path").length).toBe(needs.length);
  });

  it("has the same as a table, in the order of the analysis", () => {
    const names = [...drawn.querySelectorAll("tbody tr")].map((row) => row.firstChild?.textContent);
    expect(names).toEqual([...space.cells.keys()]);
  });

  it("shows the published inputs as texts, whatever they hold", () => {
    expect(drawn.querySelector("img")).toBe(null);
    expect(drawn.querySelector("[data-name=dimension]")?.textContent).toContain("auto");
    expect(drawn.querySelector("[data-name=models] title")?.textContent).toContain("<img src=x>");
    const word = drawn.querySelector("[data-name=models] .cell-word")?.textContent;
    expect(word).toBe("<img src=x> =…");
  });

  it("speaks of tasks and scores where that is what there is", () => {
    const scores = {kind: "scores"} as const;
    const {textContent} = cellGraph({document, study: scores, workflow: "space", nodes, inputs});
    expect(drawn.textContent).toContain("Which questions count.");
    expect(textContent).toContain("Which tasks count.");
    expect(textContent).toContain("Number of tasks.");
    const words = textContent?.replace(/\bquestions?(?=:|Distances|Which|✓|as published)/g, "");
    expect(words).not.toMatch(/(Which|the|of) questions|[Aa]nswers/);
  });

  it("is folded, and says that nothing ran but what was published", () => {
    expect(drawn.hasAttribute("open")).toBe(false);
    expect(drawn.querySelector("[data-name=gram]")?.textContent).toContain("as published");
  });
});

describe("a graph come alive", () => {
  const page = () => {
    const document = newDocument();
    const host = cellGraph({
      document,
      study,
      workflow: "space",
      nodes,
      inputs
    }) as HTMLDetailsElement;
    document.body.append(host);
    const state = createInputState({space: inputs});
    const frames: (() => void)[] = [];
    const graphs = createLiveCellGraphs(document, study, state, (draw) => void frames.push(draw));
    return {
      host,
      state,
      frames,
      graphs,
      fake: fakeGraph(),
      nextFrame: () => {
        for (const draw of frames.splice(0)) draw();
      },
      open: () => {
        host.open = true;
        const {Event} = document.defaultView as unknown as {Event: typeof globalThis.Event};
        host.dispatchEvent(new Event("toggle"));
      },
      mark: (name: string) => host.querySelector(`[data-name=${name}]`)?.getAttribute("data-mark"),
      row: (name: string) =>
        [...host.querySelectorAll("tbody tr")].find((row) => row.firstChild?.textContent === name)
          ?.textContent
    };
  };
  let here: ReturnType<typeof page>;
  beforeEach(() => {
    here = page();
  });

  it("asks for no trace and no frame while it is folded", () => {
    const {graphs, fake, frames, state} = here;
    graphs.follow("space", fake.graph);
    state.set("elbow", 1);
    graphs.refresh();
    fake.settle([fake.entry("gram")]);
    expect([fake.told.traces, frames.length]).toEqual([0, 0]);
    here.open();
    expect(fake.told.traces).toBe(1);
    expect(here.mark("gram")).toBe("run");
  });

  it("draws once a frame, however much is told", () => {
    const {graphs, fake, frames, state} = here;
    here.open();
    graphs.follow("space", fake.graph);
    state.set("elbow", 1);
    for (const cell of ["gram", "leading", "placed"])
      fake.told.trace({type: "trace", graph: 1, generation: 1, cell, state: "pending"});
    expect(frames.length).toBe(1);
    here.nextFrame();
    expect(["gram", "leading", "placed"].map(here.mark)).toEqual(["running", "stale", "stale"]);
  });

  it("touches only what has changed", () => {
    const {graphs, fake, state, host} = here;
    here.open();
    graphs.follow("space", fake.graph);
    state.set("elbow", 1);
    fake.settle([fake.entry("gram"), fake.entry("placed")]);
    here.nextFrame();
    const before = host.querySelector("[data-name=gram] .cell-word")?.firstChild;
    fake.settle([fake.entry("gram"), fake.entry("placed", {warnings: ["A", "B"]})]);
    here.nextFrame();
    expect(host.querySelector("[data-name=gram] .cell-word")?.firstChild).toBe(before);
    expect(host.querySelector("[data-name=placed] .cell-doubts")?.textContent).toBe(" !2");
  });

  it("tells in box, title and table alike what ran, why, how long and with what doubts", () => {
    const {graphs, fake, state, host} = here;
    here.open();
    graphs.follow("space", fake.graph);
    state.set("elbow", 1);
    fake.settle([fake.entry("placed", {warnings: ["TIED"]})]);
    here.nextFrame();
    const box = host.querySelector("[data-name=placed]");
    expect(box?.querySelector(".cell-word")?.textContent).toBe("● ran 12\u00a0ms");
    expect(box?.querySelector("title")?.textContent).toContain("Gram is new.");
    expect(here.row("placed")).toContain("rangram is new12\u00a0msTIED");
  });

  it("marks inputs that are not as published, and goes back to what was", () => {
    const {graphs, fake, state} = here;
    here.open();
    graphs.follow("space", fake.graph);
    state.set("elbow", 1);
    fake.settle([fake.entry("chosen")]);
    here.nextFrame();
    expect([here.mark("elbow"), here.mark("dimension"), here.mark("chosen")]).toEqual([
      "changed",
      "given",
      "run"
    ]);
    state.reset();
    graphs.refresh();
    here.nextFrame();
    expect([here.mark("elbow"), here.mark("chosen")]).toEqual(["given", "published"]);
  });

  it("says what a step does, needs and is needed by when it is focused; arrows go on", () => {
    const {host} = here;
    const {Event} = host.ownerDocument.defaultView as unknown as {Event: typeof globalThis.Event};
    const box = host.querySelector("[data-name=placed]") as Element;
    expect(host.querySelectorAll("[tabindex='0'].cell-node").length).toBe(1);
    box.dispatchEvent(new Event("focus"));
    expect(box.getAttribute("tabindex")).toBe("0");
    expect(host.querySelectorAll("[tabindex='0'].cell-node").length).toBe(1);
    expect(host.querySelector(".cell-detail")?.textContent).toContain(
      "Where each model is. What was published; nothing has run here. Needs gram, leading and chosen. Needed by estimate."
    );
    const lit = host.querySelectorAll(".cell-lines .cell-shown");
    expect(lit.length).toBe(4);
  });
});
