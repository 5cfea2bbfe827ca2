import {rmSync} from "node:fs";
import {dirname} from "node:path";
import {distanceKernel} from "../loaders/distances/distanceKernel.js";
import {condensedLength} from "../src/lib/core/condensed.js";
import {addQueriesInPlace, sumQueries} from "../src/lib/dkps/aggregate.js";
import {stream} from "../src/lib/random/stream.js";
import {alternate, print} from "./alternate.js";
import {drawAnswers, readInPython} from "./answers.js";
import {python} from "./python.js";

/*
 * Promise: distances for another half of the queries at least 50 times faster, from the table, than
 * the peer's way (gather those queries' vectors, `pairwise_distances`) at n = 200, m = 805, p = 384.
 */
const [n, m, p] = [200, 805, 384];
const answers = drawAnswers(n, m, p);
const length = condensedLength(n);
const table = new Float32Array(m * length);
const kernel = await distanceKernel();
await kernel.squared(answers.byQuery, {blocks: m, n, p}, table);
await kernel.close();

const half = stream(1, "bench", "half")
  .sample(m, Math.floor(m / 2))
  .sort();
const peer = python(`${readInPython(answers)}
half = np.array(${JSON.stringify(Array.from(half))})
def run():
    D = pairwise_distances(X[:, half, :].reshape(${n}, -1))
    return D[np.triu_indices(${n}, 1)]
`);
let squared: Float64Array = new Float64Array(0);
const theirs = {name: "gather, scikit-learn pairwise_distances", run: () => peer.time()};

await alternate(
  `another half of the queries, n = ${n}, m = ${m}, p = ${p}`,
  [
    {
      name: "sum of the table's rows",
      run: () => {
        squared = sumQueries(table, length, half);
      }
    },
    theirs
  ],
  {rounds: 7, promise: 50}
);
const distances = await peer.result();
const errors = distances.map((d, k) => Math.abs((squared[k] as number) / (d * d) - 1));
print(`  greatest relative difference of D²: ${Math.max(...errors).toExponential(1)}\n`);

const step = Int32Array.of(half[0] as number);
await alternate(
  "one query more",
  [{name: "one row added", run: () => addQueriesInPlace(squared, table, step)}, theirs],
  {rounds: 3}
);
peer.close();
rmSync(dirname(answers.file), {recursive: true});
