import {matrix} from "../src/lib/core/matrix.js";
import {classicalMds} from "../src/lib/geometry/classicalMds.js";
import {squaredDistances} from "../src/lib/geometry/distances.js";
import {stream} from "../src/lib/random/stream.js";
import {alternate, print} from "./alternate.js";
import {peer} from "./peers.js";

interface Druid {
  readonly Matrix: {from(rows: number[][]): unknown};
  readonly MDS: new (
    distances: unknown,
    options: {d: number; metric: "precomputed"}
  ) => {transform(): unknown};
}

/* Promise: classical scaling at least 4 times faster than druidjs' for n ≥ 200. */
const druid = await peer<Druid>("@saehrimnir/druidjs");
const dimension = 8;

/** Points with eight strong axes and as much noise as real spaces have. */
function drawPoints(n: number) {
  const draw = stream(1, "bench", "points", n);
  const X = matrix(n, 40);
  X.data.forEach((_, at) => {
    const k = at % X.cols;
    X.data[at] = draw.normal() * (k < dimension ? 4 / (k + 1) : 0.15);
  });
  return X;
}

for (const n of [100, 200, 500, 1000]) {
  const squared = squaredDistances(drawPoints(n));
  const rows = Array.from({length: n}, () => new Array<number>(n).fill(0));
  let k = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++, k++) {
      const distance = Math.sqrt(squared[k] as number);
      (rows[i] as number[])[j] = distance;
      (rows[j] as number[])[i] = distance;
    }
  const precomputed = druid.Matrix.from(rows);
  let ours = matrix(0, dimension);
  await alternate(
    `classical scaling, n = ${n}, d = ${dimension}`,
    [
      {
        name: "classicalMds",
        run: () => {
          ours = classicalMds(squared, {dimension}).coordinates;
        }
      },
      {
        name: "druidjs MDS",
        run: () => {
          const options = {d: dimension, metric: "precomputed"} as const;
          const mds = new druid.MDS(precomputed, options);
          mds.transform();
        }
      }
    ],
    {rounds: n > 500 ? 3 : 7, promise: n >= 200 ? 4 : undefined}
  );
  let [gap, size] = [0, 0];
  squaredDistances(ours).forEach((value, at) => {
    gap += (value - (squared[at] as number)) ** 2;
    size += (squared[at] as number) ** 2;
  });
  print(`  relative error of D² in ${dimension} axes: ${Math.sqrt(gap / size).toFixed(4)}\n`);
}
