import {stream} from "../src/lib/random/stream.js";
import {
  field,
  float32,
  int8,
  int64,
  integer,
  integers,
  model,
  node,
  tensor,
  valueInfo
} from "./onnxBytes.js";

/** Sizes of an encoder. */
export interface EncoderShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly inner: number;
  readonly vocabulary: number;
  readonly positions: number;
}

/** all-MiniLM-L6-v2's. */
export const miniLm: EncoderShape = {
  layers: 6,
  hidden: 384,
  heads: 12,
  inner: 1536,
  vocabulary: 30522,
  positions: 512
};

/**
 * The bytes of an ONNX encoder of BERT's form with random weights: `input_ids` and `attention_mask`
 * (texts × sequence) to `last_hidden_state`. With the same seed the two kinds have the same weights,
 * `int8` rounded to 8 bits, a scale a column, its products by DynamicQuantizeLinear and
 * MatMulInteger as Hugging Face's quantised files have them.
 */
export function randomTransformer(shape: EncoderShape, kind: "float32" | "int8"): Uint8Array {
  const graph = createGraph();
  let hidden = embed(graph, shape);
  const bias = maskBias(graph);
  for (let layer = 0; layer < shape.layers; layer++)
    hidden = encoderLayer(graph, shape, kind, hidden, bias);
  graph.add("Identity", [hidden], [], "last_hidden_state");
  return model([
    ...graph.parts,
    field(11, valueInfo("input_ids", int64, ["texts", "sequence"])),
    field(11, valueInfo("attention_mask", int64, ["texts", "sequence"])),
    field(12, valueInfo("last_hidden_state", float32, ["texts", "sequence", shape.hidden]))
  ]);
}

type Graph = ReturnType<typeof createGraph>;

/** Nodes and weights as they come, names by number. */
function createGraph() {
  const parts: Buffer[] = [];
  const draw = stream(1, "bench", "transformer");
  let count = 0;
  const held = (type: number, dims: number[], data: Float32Array | Int8Array | BigInt64Array) => {
    const name = `w${count++}`;
    parts.push(field(5, tensor(name, type, dims, data)));
    return name;
  };
  return {
    parts,
    /** Random numbers of some standard deviation. */
    random: (size: number, deviation: number) =>
      Float32Array.from({length: size}, () => Math.sqrt(12) * deviation * (draw.uniform() - 0.5)),
    floats: (dims: number[], data: Float32Array) => held(float32, dims, data),
    bytes: (dims: number[], data: Int8Array) => held(int8, dims, data),
    long: (values: number[], dims = [values.length]) =>
      held(int64, dims, BigInt64Array.from(values.map(BigInt))),
    scalar: (value: number) => held(float32, [], Float32Array.of(value)),
    /** Adds a node with one output. @returns its name */
    add(type: string, inputs: string[], attributes: Buffer[] = [], output = `v${count++}`) {
      parts.push(field(1, node(type, inputs, [output], attributes)));
      return output;
    },
    /** Adds a node with several outputs. */
    several(type: string, inputs: string[], outputs: number) {
      const names = Array.from({length: outputs}, () => `v${count++}`);
      parts.push(field(1, node(type, inputs, names, [])));
      return names as [string, string, string];
    }
  };
}

function embed(graph: Graph, {hidden, vocabulary, positions}: EncoderShape): string {
  const words = graph.floats([vocabulary, hidden], graph.random(vocabulary * hidden, 1));
  const places = graph.floats([positions, hidden], graph.random(positions * hidden, 0.2));
  const shape = graph.add("Shape", ["input_ids"]);
  const length = graph.add("Gather", [shape, graph.long([1], [])]);
  const range = graph.add("Range", [graph.long([0], []), length, graph.long([1], [])]);
  const word = graph.add("Gather", [words, "input_ids"]);
  return norm(graph, hidden, graph.add("Add", [word, graph.add("Gather", [places, range])]));
}

/** 0 for tokens, −10,000 for padding, added to every attention score. */
function maskBias(graph: Graph): string {
  const mask = graph.add("Cast", ["attention_mask"], [integer("to", float32)]);
  const wide = graph.add("Unsqueeze", [mask, graph.long([1, 2])]);
  const padding = graph.add("Sub", [graph.scalar(1), wide]);
  return graph.add("Mul", [padding, graph.scalar(-10_000)]);
}

function encoderLayer(
  graph: Graph,
  {hidden, heads, inner}: EncoderShape,
  kind: "float32" | "int8",
  x: string,
  bias: string
): string {
  const linear = (from: string, a: number, b: number) => product(graph, kind, from, a, b);
  const split = graph.long([0, 0, heads, hidden / heads]);
  const turned = (from: string, order: number[]) =>
    graph.add("Transpose", [graph.add("Reshape", [from, split])], [integers("perm", order)]);
  const query = turned(linear(x, hidden, hidden), [0, 2, 1, 3]);
  const key = turned(linear(x, hidden, hidden), [0, 2, 3, 1]);
  const value = turned(linear(x, hidden, hidden), [0, 2, 1, 3]);
  const scale = graph.scalar(1 / Math.sqrt(hidden / heads));
  const scores = graph.add("Mul", [graph.add("MatMul", [query, key]), scale]);
  const weights = graph.add("Softmax", [graph.add("Add", [scores, bias])], [integer("axis", 3)]);
  const mixed = graph.add("MatMul", [weights, value]);
  const back = graph.add("Transpose", [mixed], [integers("perm", [0, 2, 1, 3])]);
  const joined = graph.add("Reshape", [back, graph.long([0, 0, hidden])]);
  const seen = norm(graph, hidden, graph.add("Add", [linear(joined, hidden, hidden), x]));
  const wide = gelu(graph, linear(seen, hidden, inner));
  return norm(graph, hidden, graph.add("Add", [linear(wide, inner, hidden), seen]));
}

/** x · W + b. */
function product(graph: Graph, kind: "float32" | "int8", x: string, a: number, b: number): string {
  const weights = graph.random(a * b, 1 / Math.sqrt(a));
  const bias = graph.floats([b], graph.random(b, 0.02));
  if (kind === "float32")
    return graph.add("Add", [graph.add("MatMul", [x, graph.floats([a, b], weights)]), bias]);
  const {rounded, scales} = quantize(weights, a, b);
  const [bytes, scale, zero] = graph.several("DynamicQuantizeLinear", [x], 3);
  const whole = graph.add("MatMulInteger", [bytes, graph.bytes([a, b], rounded), zero]);
  const float = graph.add("Cast", [whole], [integer("to", float32)]);
  const both = graph.add("Mul", [scale, graph.floats([b], scales)]);
  return graph.add("Add", [graph.add("Mul", [float, both]), bias]);
}

/** Columns in 8 bits, symmetric, the largest weight of a column at 127. */
function quantize(weights: Float32Array, a: number, b: number) {
  const scales = new Float32Array(b);
  for (let i = 0; i < a * b; i++)
    scales[i % b] = Math.max(scales[i % b] as number, Math.abs(weights[i] as number) / 127);
  const rounded = Int8Array.from(weights, (x, i) => Math.round(x / (scales[i % b] as number)));
  return {rounded, scales};
}

function norm(graph: Graph, width: number, x: string): string {
  const ones = graph.floats([width], new Float32Array(width).fill(1));
  const zeros = graph.floats([width], new Float32Array(width));
  return graph.add("LayerNormalization", [x, ones, zeros], [integer("axis", 2)]);
}

function gelu(graph: Graph, x: string): string {
  const erf = graph.add("Erf", [graph.add("Mul", [x, graph.scalar(Math.SQRT1_2)])]);
  const gate = graph.add("Mul", [x, graph.add("Add", [erf, graph.scalar(1)])]);
  return graph.add("Mul", [gate, graph.scalar(0.5)]);
}
