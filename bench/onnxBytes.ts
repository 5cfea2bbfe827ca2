/* Just enough of ONNX's protobuf messages to write a model with weights. */

/** Values of TensorProto.DataType. */
export const [float32, int8, int64] = [1, 3, 7] as const;

/** One field with a length: a message, a text or bytes. */
export function field(tag: number, payload: Uint8Array | string): Buffer {
  const bytes = Buffer.from(payload as Uint8Array);
  return Buffer.concat([varint((tag << 3) | 2), varint(bytes.length), bytes]);
}

/** One field that is a number, not negative. */
export function number(tag: number, value: number): Buffer {
  return Buffer.concat([varint(tag << 3), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) | 128);
    if (rest < 128) return Buffer.from(bytes);
  }
}

/** AttributeProto of one integer. */
export function integer(name: string, value: number): Buffer {
  return Buffer.concat([field(1, name), number(3, value), number(20, 2)]);
}

/** AttributeProto of integers. */
export function integers(name: string, values: readonly number[]): Buffer {
  return Buffer.concat([field(1, name), ...values.map((value) => number(8, value)), number(20, 7)]);
}

/** NodeProto. */
export function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Buffer[]
): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, type),
    ...attributes.map((attribute) => field(5, attribute))
  ]);
}

/** TensorProto with its numbers as bytes. */
export function tensor(
  name: string,
  type: number,
  dims: readonly number[],
  data: Float32Array | Int8Array | BigInt64Array
): Buffer {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    ...dims.map((size) => number(1, size)),
    number(2, type),
    field(8, name),
    field(9, bytes)
  ]);
}

/** ValueInfoProto of a tensor whose sizes are names or numbers. */
export function valueInfo(name: string, type: number, dims: readonly (string | number)[]): Buffer {
  const sizes = dims.map((size) =>
    field(1, typeof size === "number" ? number(1, size) : field(2, size))
  );
  const shape = field(2, Buffer.concat(sizes));
  return Buffer.concat([
    field(1, name),
    field(2, field(1, Buffer.concat([number(1, type), shape])))
  ]);
}

/** ModelProto, operator set 17. */
export function model(graph: readonly Buffer[]): Uint8Array {
  return Buffer.concat([
    number(1, 8),
    field(7, Buffer.concat([...graph, field(2, "graph")])),
    field(8, number(2, 17))
  ]);
}
