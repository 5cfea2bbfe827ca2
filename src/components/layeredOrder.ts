/** A node of a graph, and the nodes it needs. */
export interface GraphNode {
  readonly name: string;
  readonly needs: readonly string[];
}

/** What stands in a layer: a node, or the lane in which a node's lines pass through. */
export interface LayerItem {
  readonly node: string;
  readonly isLane: boolean;
  readonly layer: number;
  /** items of the layer above that lead here, and of the layer below that this leads to */
  readonly above: LayerItem[];
  readonly below: LayerItem[];
}

/** Sweeps down and up; crossings hardly fall after the first few. */
const sweeps = 12;

/**
 * A graph in layers, each ordered so that few lines cross: barycentre sweeps down and up, the best
 * order met being kept. Lines that pass a layer share one lane per node they come from. The same
 * graph always gives the same order.
 *
 * Sugiyama, Tagawa & Toda 1981; O(sweeps · lines²) for counting crossings.
 *
 * @param layerOf of each node, from 0; what a node needs is in a layer above
 */
export function layeredOrder(
  nodes: readonly GraphNode[],
  layerOf: ReadonlyMap<string, number>
): LayerItem[][] {
  let layers = linked(nodes, layerOf);
  let [best, least] = [layers, crossings(layers)];
  for (let sweep = 0; sweep < sweeps && least > 0; sweep++) {
    layers = swept(layers, sweep % 2 === 0);
    const count = crossings(layers);
    if (count < least) [best, least] = [layers, count];
  }
  return best;
}

function linked(nodes: readonly GraphNode[], layerOf: ReadonlyMap<string, number>): LayerItem[][] {
  const layers: LayerItem[][] = [];
  const items = new Map<string, LayerItem>();
  const item = (node: string, layer: number): LayerItem => {
    const key = `${layer} ${node}`;
    const known = items.get(key);
    if (known) return known;
    const isLane = layerOf.get(node) !== layer;
    const made: LayerItem = {node, isLane, layer, above: [], below: []};
    items.set(key, made);
    layers[layer] = [...(layers[layer] ?? []), made];
    return made;
  };
  const join = (from: LayerItem, to: LayerItem) => {
    if (from.below.includes(to)) return;
    from.below.push(to);
    to.above.push(from);
  };
  for (const {name, needs} of nodes) {
    const target = item(name, layerOf.get(name) as number);
    for (const need of needs) {
      let last = item(need, layerOf.get(need) as number);
      while (last.layer < target.layer - 1) {
        const lane = item(need, last.layer + 1);
        join(last, lane);
        last = lane;
      }
      join(last, target);
    }
  }
  return layers;
}

function swept(layers: readonly LayerItem[][], isDown: boolean): LayerItem[][] {
  const next = [...layers];
  const at = positions(layers);
  const order = layers.map((_, i) => (isDown ? i : layers.length - 1 - i));
  for (const i of order) {
    const layer = next[i] as LayerItem[];
    const centre = new Map(
      layer.map((item) => [item, mean((isDown ? item.above : item.below).map(at)) ?? at(item)])
    );
    next[i] = layer.toSorted((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0));
    at.place(next[i]);
  }
  return next;
}

/** Where each item stands in its layer, between 0 and 1, so that layers of any size compare. */
function positions(layers: readonly (readonly LayerItem[])[]) {
  const known = new Map<LayerItem, number>();
  const place = (layer: readonly LayerItem[]) => {
    for (const [i, item] of layer.entries()) known.set(item, (i + 0.5) / layer.length);
  };
  layers.forEach(place);
  return Object.assign((item: LayerItem) => known.get(item) as number, {place});
}

/** How many pairs of lines between neighbouring layers cross. */
export function crossings(layers: readonly (readonly LayerItem[])[]): number {
  const at = positions(layers);
  let count = 0;
  for (const layer of layers) {
    const lines = layer.flatMap((from) => from.below.map((to) => [at(from), at(to)] as const));
    for (const [i, [a, b]] of lines.entries())
      for (const [c, d] of lines.slice(i + 1)) if ((a - c) * (b - d) < 0) count++;
  }
  return count;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, x) => sum + x, 0) / values.length;
}
