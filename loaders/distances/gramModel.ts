/**
 * The bytes of an ONNX model that takes b blocks X of n × p numbers and returns each block's Gram
 * matrix about the mean of its rows, all but the part that symmetry repeats: its first h rows (b × h
 * × n) and, of the k rows left, the last k columns (b × k × k), with S = [h, k] given. At h = k that
 * is three quarters of the products.
 *
 * ReduceMean, Sub, Split, Transpose, MatMul (operator set 17), all sizes symbolic. Written by hand,
 * since a protobuf library for one small message would be the largest dependency of the project.
 */
export function gramModel(): Uint8Array {
  const turned = [integers("perm", [0, 2, 1])];
  const graph = [
    node("ReduceMean", ["X"], ["M"], [integers("axes", [1]), integer("keepdims", 1)]),
    node("Sub", ["X", "M"], ["C"], []),
    node("Split", ["C", "S"], ["A", "B"], [integer("axis", 1)]),
    node("Transpose", ["C"], ["CT"], turned),
    node("Transpose", ["B"], ["BT"], turned),
    node("MatMul", ["A", "CT"], ["top"], []),
    node("MatMul", ["B", "BT"], ["corner"], [])
  ].flatMap((step) => field(1, step));
  const signature = [
    ...field(2, text("gram")),
    ...field(11, valueInfo("X", float, ["b", "n", "p"])),
    ...field(11, valueInfo("S", int64, ["two"])),
    ...field(12, valueInfo("top", float, ["b", "h", "n"])),
    ...field(12, valueInfo("corner", float, ["b", "k", "k"]))
  ];
  return Uint8Array.from([
    ...number(1, 8),
    ...field(7, [...graph, ...signature]),
    ...field(8, number(2, 17))
  ]);
}

/** NodeProto: input 1, output 2, op_type 4, attribute 5. */
function node(type: string, inputs: string[], outputs: string[], attributes: number[][]): number[] {
  return [
    ...inputs.flatMap((input) => field(1, text(input))),
    ...outputs.flatMap((output) => field(2, text(output))),
    ...field(4, text(type)),
    ...attributes.flatMap((attribute) => field(5, attribute))
  ];
}

/** AttributeProto: name 1, i 3, ints 8, type 20 (INT 2, INTS 7). */
function integer(name: string, value: number): number[] {
  return [...field(1, text(name)), ...number(3, value), ...number(20, 2)];
}

function integers(name: string, values: number[]): number[] {
  return [
    ...field(1, text(name)),
    ...values.flatMap((value) => number(8, value)),
    ...number(20, 7)
  ];
}

/** Values of TensorProto.DataType. */
const [float, int64] = [1, 7];

/** ValueInfoProto with type.tensor_type { elem_type, shape.dim.dim_param }. */
function valueInfo(name: string, type: number, dimensions: string[]): number[] {
  const shape = dimensions.flatMap((dimension) => field(1, field(2, text(dimension))));
  const tensor = [...number(1, type), ...field(2, shape)];
  return [...field(1, text(name)), ...field(2, field(1, tensor))];
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

function field(tag: number, payload: number[]): number[] {
  return [...varint((tag << 3) | 2), ...varint(payload.length), ...payload];
}

function number(tag: number, value: number): number[] {
  return [...varint(tag << 3), ...varint(value)];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
