import {mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {stream} from "../src/lib/random/stream.js";

/** Mean embeddings of n models' answers to m queries, of width p, in single precision. */
export interface Answers {
  readonly n: number;
  readonly m: number;
  readonly p: number;
  /** m × n × p: how the loader holds them */
  readonly byQuery: Float32Array;
  /** file of n × m × p numbers: how the peer's call takes them */
  readonly file: string;
}

/** Unit vectors with a part common to all models of a query, as real answers have. */
export function drawAnswers(n: number, m: number, p: number): Answers {
  const draw = stream(1, "bench", "answers");
  const byQuery = new Float32Array(n * m * p);
  const byModel = new Float32Array(n * m * p);
  const common = new Float32Array(p);
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < p; k++) common[k] = draw.uniform() - 0.5;
    for (let i = 0; i < n; i++) {
      const own = byQuery.subarray((j * n + i) * p, (j * n + i + 1) * p);
      for (let k = 0; k < p; k++) own[k] = (common[k] as number) + 0.5 * (draw.uniform() - 0.5);
      const length = Math.sqrt(own.reduce((sum, x) => sum + x * x, 0));
      for (let k = 0; k < p; k++) own[k] = (own[k] as number) / length;
      byModel.set(own, (i * m + j) * p);
    }
  }
  const file = join(mkdtempSync(join(tmpdir(), "vantage-bench-")), "answers.f32");
  writeFileSync(file, byModel);
  return {n, m, p, byQuery, file};
}

/** Python that reads the file as `X`, n × m × p. */
export function readInPython({n, m, p, file}: Answers): string {
  return `
import numpy as np
from sklearn.metrics import pairwise_distances
X = np.fromfile(${JSON.stringify(file)}, dtype=np.float32).reshape(${n}, ${m}, ${p})
`;
}
