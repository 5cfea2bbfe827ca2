import {Runtime} from "@observablehq/runtime";
import {z} from "zod";
import {stream} from "../src/lib/random/stream.js";
import {createGraph} from "../src/runtime/graph.js";
import type {Cell} from "../src/runtime/workflow.js";
import {digits, print} from "./alternate.js";

/*
 * Promise: an update of a graph of 1,000 cells costs at most 50 µs a cell. Peer: the same cells on
 * `@observablehq/runtime` alone, without memo, signal, trace and progress.
 */
const promise = 50;
const size = 1000;
const [rounds, updates] = [7, 20];

/** What each cell needs, by its index; the first needs the input. */
const shapes: Readonly<Record<string, (index: number) => readonly string[]>> = {
  "a chain": (index) => [index === 0 ? "x" : name(index - 1)],
  "a fan of 998": (index) => {
    if (index === 0) return ["x"];
    return index < size - 1 ? [name(0)] : Array.from({length: size - 2}, (_, k) => name(k + 1));
  },
  "random, 3 needs": (index) => {
    const draw = stream(1, "cells", index);
    const pick = () => (index === 0 ? "x" : name(draw.integer(index)));
    return [...new Set([index === 0 ? "x" : name(index - 1), pick(), pick()])];
  }
};

const name = (index: number) => `c${index}`;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) % 1e6;

function ours(needs: (index: number) => readonly string[]) {
  const cells = Array.from({length: size}, (_, index): [string, Cell] => {
    const run = (given: Readonly<Record<string, number>>) => sum(Object.values(given));
    const cell = {name: name(index), needs: needs(index), version: 1, run};
    return [cell.name, cell as unknown as Cell];
  });
  const inputs = z.strictObject({x: z.number()});
  const workflow = {name: "bench", inputs, cells: new Map(cells)};
  const graph = createGraph(workflow, null, {x: 0}, {studyKey: "s", now: () => performance.now()});
  return {
    async update(x: number) {
      graph.set({x});
      await graph.value(name(size - 1));
    },
    dispose: graph.dispose
  };
}

function peer(needs: (index: number) => readonly string[]) {
  const runtime = new Runtime();
  const module = runtime.module();
  module.define("x", [], () => 0);
  for (let index = 0; index < size; index++)
    module.variable(true).define(name(index), needs(index), (...given: number[]) => sum(given));
  return {
    async update(x: number) {
      module.redefine("x", [], () => x);
      await module.value(name(size - 1));
    },
    dispose: () => runtime.dispose()
  };
}

async function microseconds(graph: ReturnType<typeof ours>, from: number): Promise<number> {
  const started = performance.now();
  for (let k = 0; k < updates; k++) await graph.update(from + k);
  return (1000 * (performance.now() - started)) / (updates * size);
}

const middle = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] as number;

for (const [shape, needs] of Object.entries(shapes)) {
  const graphs = [ours(needs), peer(needs)];
  const times: number[][] = [[], []];
  for (let round = 0; round <= rounds; round++)
    for (const [k, graph] of graphs.entries()) {
      const time = await microseconds(graph, 1 + round * updates);
      if (round > 0) times[k]?.push(time);
    }
  const [own, bare] = times.map(middle) as [number, number];
  const kept = own <= promise ? "" : "  NOT KEPT";
  print(
    `an update of ${size} cells, ${shape}: ${digits(own)} µs a cell (promised ≤ ${promise})${kept}; the runtime alone ${digits(bare)}, ratio ${digits(own / bare)}`
  );
  for (const graph of graphs) graph.dispose();
}
