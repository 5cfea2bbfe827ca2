import {describe, expect, it} from "vitest";
import {boxSize, cellGraphLayout} from "../../src/components/cellGraphLayout.js";
import {cellWords} from "../../src/components/cellWords.js";
import {crossings, layeredOrder} from "../../src/components/layeredOrder.js";
import {spreadRow} from "../../src/components/spreadRow.js";
import {workflowNodes} from "../../src/runtime/workflowNodes.js";
import {workflows} from "../../src/workflows/registry.js";

const all = [...workflows.values()];

describe.each(all.map((workflow) => [workflow.name, workflow] as const))("%s", (_, workflow) => {
  const nodes = workflowNodes(workflow);
  const layout = cellGraphLayout(nodes);

  it("draws every cell and every need once", () => {
    expect(layout.nodes.map(({name}) => name)).toEqual(
      expect.arrayContaining([...workflow.cells.keys()])
    );
    const needs = [...workflow.cells.values()].flatMap((cell) => cell.needs);
    expect(layout.edges.length).toBe(needs.length);
    expect(new Set(layout.edges.map(({from, to}) => `${from} ${to}`)).size).toBe(needs.length);
  });

  it("lets no two boxes overlap, and none leave the picture", () => {
    for (const a of layout.nodes) {
      expect(a.x - boxSize.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + boxSize.width / 2).toBeLessThanOrEqual(layout.width);
      expect(a.y + boxSize.height / 2).toBeLessThanOrEqual(layout.height);
      for (const b of layout.nodes)
        if (a !== b && a.y === b.y)
          expect(Math.abs(a.x - b.x), `${a.name} ${b.name}`).toBeGreaterThanOrEqual(boxSize.width);
    }
  });

  it("leads every line down, from its need's box to its own, through no other box", () => {
    const at = new Map(layout.nodes.map((node) => [node.name, node]));
    for (const {from, to, points} of layout.edges) {
      const heights = points.map(([, y]) => y);
      expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      expect(points[0]).toEqual([at.get(from)?.x, (at.get(from)?.y ?? 0) + boxSize.height / 2]);
      expect(points.at(-1)).toEqual([at.get(to)?.x, (at.get(to)?.y ?? 0) - boxSize.height / 2]);
      for (const [x, y] of points.slice(1, -1))
        for (const node of layout.nodes)
          if (Math.abs(node.y - y) <= boxSize.height / 2)
            expect(Math.abs(node.x - x), `${from} → ${to} at ${node.name}`).toBeGreaterThan(
              boxSize.width / 2
            );
    }
  });

  it("is the same for the same graph", () => {
    expect(cellGraphLayout(workflowNodes(workflow))).toEqual(layout);
  });

  it("says in plain words what each cell does", () => {
    expect([...workflow.cells.keys()].filter((cell) => !cellWords[cell])).toEqual([]);
  });

  it("leaves out inputs that decide nothing", () => {
    const idle = nodes.filter(
      ({name, kind}) => kind !== "cell" && !nodes.some(({needs}) => needs.includes(name))
    );
    expect(idle).toEqual([]);
  });
});

describe("the layout of a graph", () => {
  const graph = (text: string) =>
    text.split("; ").map((line) => {
      const [name = "", needs = ""] = line.split(" < ");
      return {name, needs: needs.split(" ").filter(Boolean)};
    });
  const layersOf = (text: string) =>
    Object.fromEntries(cellGraphLayout(graph(text)).nodes.map(({name, layer}) => [name, layer]));

  it("puts a node below the longest path to it, and an input right above what needs it first", () => {
    const layers = layersOf("a; late; b < a; c < a b; d < c late");
    expect(layers).toEqual({a: 0, b: 1, c: 2, late: 2, d: 3});
  });

  it("takes away crossings that an order of layers can", () => {
    const crossed = graph("a; b; c; x < c; y < b; z < a; end < x y z");
    const layerOf = new Map(cellGraphLayout(crossed).nodes.map((node) => [node.name, node.layer]));
    expect(crossings(layeredOrder(crossed, layerOf))).toBe(0);
    const asGiven = layeredOrder(
      graph("a; x < a"),
      new Map([
        ["a", 0],
        ["x", 1]
      ])
    );
    expect(asGiven.map((layer) => layer.map(({node}) => node))).toEqual([["a"], ["x"]]);
  });

  it("refuses a need that is no node before it", () => {
    expect(() => cellGraphLayout(graph("a < b; b"))).toThrow(
      "cellGraphLayout: needs must be nodes before it; got b for a"
    );
  });
});

describe("spreadRow", () => {
  it("leaves places that are far enough apart, and shares out what is not", () => {
    expect(spreadRow([0, 10, 20], [0, 5, 5])).toEqual([0, 10, 20]);
    expect(spreadRow([0, 0], [0, 10])).toEqual([-5, 5]);
    expect(spreadRow([12, 0, 0], [0, 2, 2])).toEqual([2, 4, 6]);
  });
});
