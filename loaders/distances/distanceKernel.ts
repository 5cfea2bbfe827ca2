import {availableParallelism} from "node:os";
import {condensedLength} from "../../src/lib/core/condensed.js";
import {pairRow, squaredDistancesByGram} from "../../src/lib/geometry/squaredDistancesByGram.js";
import {loadOnnxRuntime, type OnnxRuntime} from "../onnxRuntime.js";
import {gramModel} from "./gramModel.js";

/** Sizes of a run of blocks. */
export interface BlockShape {
  readonly blocks: number;
  readonly n: number;
  readonly p: number;
}

/** Computes condensed squared distances between the rows of n × p blocks, one block a query. */
export interface DistanceKernel {
  readonly name: "onnxruntime" | "typescript";
  /**
   * @param rows `blocks` × n × p; a row that begins with NaN has NaN distances
   * @param out `blocks` × n(n − 1)/2, written
   */
  squared(rows: Float32Array, shape: BlockShape, out: Float32Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * The fastest kernel this machine has: ONNX Runtime's Gemm if it is installed, else plain
 * TypeScript. Both give the same numbers to single precision.
 */
export async function distanceKernel(
  prefer: "fastest" | "typescript" = "fastest"
): Promise<DistanceKernel> {
  const ort = prefer === "fastest" ? await loadOnnxRuntime() : undefined;
  return ort ? nativeKernel(ort) : plainKernel;
}

const plainKernel: DistanceKernel = {
  name: "typescript",
  async squared(rows, {blocks, n, p}, out) {
    for (let b = 0; b < blocks; b++)
      out.set(squaredDistancesByGram(block(rows, b, n * p), n, p), b * condensedLength(n));
  },
  async close() {}
};

/** Numbers handed to ONNX Runtime at once: large enough to share out, small enough for the caches. */
const batch = 1 << 21;

async function nativeKernel(ort: OnnxRuntime): Promise<DistanceKernel> {
  const session = await ort.InferenceSession.create(gramModel(), {
    logSeverityLevel: 3,
    // its own count leaves out processors it takes for halves of one core: 255 ms against 190 on two
    intraOpNumThreads: availableParallelism(),
    // idle threads that spin halve the speed of a busy machine and gain little on a quiet one
    extra: {session: {intra_op: {allow_spinning: "0"}}}
  });
  const grams = async (rows: Float32Array, {blocks, n, p}: BlockShape) => {
    const {top, corner} = await session.run({
      X: new ort.Tensor("float32", rows, [blocks, n, p]),
      S: new ort.Tensor("int64", BigInt64Array.of(BigInt(half(n)), BigInt(n - half(n))), [2])
    });
    return {top: top?.data as Float32Array, corner: corner?.data as Float32Array};
  };
  return {
    name: "onnxruntime",
    async squared(rows, {blocks, n, p}, out) {
      const pairs = condensedLength(n);
      const step = Math.max(1, Math.floor(batch / (n * p)));
      for (let from = 0; from < blocks; from += step) {
        const count = Math.min(step, blocks - from);
        const gaps = withoutGaps(rows.subarray(from * n * p, (from + count) * n * p), n, p);
        const {top, corner} = await grams(gaps.rows, {blocks: count, n, p});
        const [h, k] = [half(n), n - half(n)];
        for (let b = 0; b < count; b++) {
          const row = block(out, from + b, pairs);
          distancesFromTiles(block(top, b, h * n), block(corner, b, k * k), n, row);
          markGaps(gaps.positions, b, n, row);
        }
      }
    },
    async close() {
      await session.release();
    }
  };
}

function half(n: number): number {
  return Math.ceil(n / 2);
}

/** Condensed squared distances from a Gram matrix in the two tiles of `gramModel`. */
function distancesFromTiles(top: Float32Array, corner: Float32Array, n: number, out: Float32Array) {
  const [h, k] = [half(n), n - half(n)];
  const own = new Float64Array(n);
  for (let i = 0; i < n; i++)
    own[i] = (i < h ? top[i * n + i] : corner[(i - h) * (k + 1)]) as number;
  let at = 0;
  for (let i = 0; i < n; i++) {
    const [tile, row] = i < h ? [top, i * n] : [corner, (i - h) * k - h];
    at = pairRow(own, i, tile, row, out, at);
  }
}

function block(data: Float32Array, b: number, width: number): Float32Array {
  return data.subarray(b * width, (b + 1) * width);
}

/** A NaN would spread through its block's mean: such rows copy another, and are marked afterwards. */
function withoutGaps(rows: Float32Array, n: number, p: number) {
  const positions = new Set<number>();
  for (let i = 0; i * p < rows.length; i++) if (Number.isNaN(rows[i * p])) positions.add(i);
  if (positions.size === 0) return {rows, positions};
  const filled = rows.slice();
  for (const i of positions) {
    const first = i - (i % n);
    const stand = Array.from({length: n}, (_, k) => first + k).find((k) => !positions.has(k));
    if (stand === undefined) filled.fill(0, i * p, (i + 1) * p);
    else filled.copyWithin(i * p, stand * p, (stand + 1) * p);
  }
  return {rows: filled, positions};
}

function markGaps(positions: ReadonlySet<number>, b: number, n: number, out: Float32Array): void {
  if (positions.size === 0) return;
  let k = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++, k++)
      if (positions.has(b * n + i) || positions.has(b * n + j)) out[k] = Number.NaN;
}
