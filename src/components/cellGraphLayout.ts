import {DomainError} from "../lib/core/errors.js";
import {type GraphNode, type LayerItem, layeredOrder} from "./layeredOrder.js";
import {spreadRow} from "./spreadRow.js";

/** The size of every box, and the room around it, in pixels. */
export const boxSize = {
  width: 104,
  height: 40,
  beside: 12,
  below: 30,
  lane: 10,
  margin: 6
} as const;

/** A node's box: its centre in pixels, and its layer from the top. */
export interface PlacedNode {
  readonly name: string;
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

/** A line from what is needed down to what needs it: points from top to bottom. */
export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Where everything of a graph stands, in pixels. */
export interface CellGraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/**
 * Lay a graph out from top to bottom: a node below all that it needs (longest path), sources just above
 * what first needs them, lines around boxes. No two boxes overlap, and the same graph always gives the
 * same picture.
 *
 * @param nodes each after those it needs
 * @throws DomainError for a need that is no node before it
 */
export function cellGraphLayout(nodes: readonly GraphNode[]): CellGraphLayout {
  const layerOf = layersOf(nodes);
  const layers = layeredOrder(nodes, layerOf);
  const xs = placesOf(layers);
  const {width, height, below, margin} = boxSize;
  const y = (layer: number) => margin + height / 2 + layer * (height + below);
  const items = new Map(layers.flat().map((item) => [`${item.layer} ${item.node}`, item]));
  const x = (node: string, layer: number) =>
    xs.get(items.get(`${layer} ${node}`) as LayerItem) as number;
  const placed = nodes.map(({name}) => {
    const layer = layerOf.get(name) as number;
    return {name, layer, x: x(name, layer), y: y(layer)};
  });
  const edges = nodes.flatMap(({name, needs}) =>
    needs.map((need) => {
      const [first, last] = [layerOf.get(need) as number, layerOf.get(name) as number];
      const lanes = Array.from({length: last - first - 1}, (_, i) => first + 1 + i);
      const points = [
        [x(need, first), y(first) + height / 2] as const,
        ...lanes.flatMap((layer) =>
          [-height / 2, height / 2].map((dy) => [x(need, layer), y(layer) + dy] as const)
        ),
        [x(name, last), y(last) - height / 2] as const
      ];
      return {from: need, to: name, points};
    })
  );
  return {
    width: Math.max(...xs.values()) + width / 2 + margin,
    height: y(layers.length - 1) + height / 2 + margin,
    nodes: placed,
    edges
  };
}

/** Layers by the longest path from above; what needs nothing stands right above what needs it. */
function layersOf(nodes: readonly GraphNode[]): Map<string, number> {
  const layerOf = new Map<string, number>();
  for (const {name, needs} of nodes) {
    const stranger = needs.find((need) => !layerOf.has(need));
    if (stranger !== undefined)
      throw new DomainError(
        `cellGraphLayout: needs must be nodes before it; got ${stranger} for ${name}`
      );
    layerOf.set(name, Math.max(-1, ...needs.map((need) => layerOf.get(need) as number)) + 1);
  }
  for (const {name, needs} of nodes) {
    const users = nodes.filter((node) => node.needs.includes(name));
    const first = Math.min(...users.map((user) => layerOf.get(user.name) as number));
    if (needs.length === 0 && users.length > 0) layerOf.set(name, first - 1);
  }
  return layerOf;
}

const halfWidth = ({isLane}: LayerItem) => (isLane ? boxSize.lane : boxSize.width) / 2;

/** Centres from left to right: each near the middle of what it is joined to, none too near another. */
function placesOf(layers: readonly (readonly LayerItem[])[]): Map<LayerItem, number> {
  const xs = new Map<LayerItem, number>();
  const gaps = layers.map((layer) =>
    layer.map((item, i) => {
      const before = layer[i - 1];
      return before ? halfWidth(before) + boxSize.beside + halfWidth(item) : 0;
    })
  );
  const spread = (i: number, wanted: (item: LayerItem) => number) => {
    const layer = layers[i] as readonly LayerItem[];
    const places = spreadRow(layer.map(wanted), gaps[i] as number[]);
    layer.forEach((item, k) => void xs.set(item, places[k] as number));
  };
  layers.forEach((_, i) => void spread(i, () => 0));
  for (let pass = 0; pass < 8; pass++)
    for (let k = 0; k < layers.length; k++) {
      const isDown = pass % 2 === 0;
      spread(isDown ? k : layers.length - 1 - k, (item) => {
        const joined = [...item.above, ...item.below].map((other) => xs.get(other) as number);
        return joined.reduce((sum, x) => sum + x, 0) / Math.max(joined.length, 1);
      });
    }
  const left = Math.min(...[...xs].map(([item, x]) => x - halfWidth(item)));
  return new Map([...xs].map(([item, x]) => [item, Math.round(x - left + boxSize.margin)]));
}
