import {type Matrix, matrix, row} from "../core/matrix.js";
import {svd} from "../linalg/svd.js";
import {dot, selectRows} from "../linalg/vectors.js";
import {classifyFisher, fisher} from "./fisher.js";
import {outsideOf} from "./folds.js";
import type {Classifier} from "./regressor.js";

/** Whitened places of all models, and what a fold leaves of Σ z zᵀ, whatever the labels. */
interface Whitened {
  /** n × rank, orthonormal columns */
  readonly Z: Matrix;
  momentWithout(group: readonly number[]): Float64Array;
}

/**
 * Fisher's discriminant (`fisher`) refitted on the models outside each group, fast enough for thousands
 * of relabellings: the discriminant does not change under affine maps, so it is computed in coordinates
 * where all models together have unit scatter, from class sums and a scatter matrix that leaving a group
 * out merely updates. Where the within-class scatter is singular, `fisher` itself decides; where only one
 * class is left to learn from, that class is the prediction.
 *
 * @param X n × d
 * @param classes C
 * @throws DomainError on predicting, as `fisher`
 *
 * O(C d² + d³) per group, whatever n.
 */
export function fisherClassifier(X: Matrix, classes: number): Classifier {
  const {Z, momentWithout} = whiten(X);
  return (labels) => {
    const all = classSums(Z, labels, classes);
    return {
      predict(group) {
        const {sums, counts} = withoutGroup(all, Z, labels, group);
        const only = onlyClass(counts);
        if (only !== null) return new Int32Array(group.length).fill(only);
        const within = withinScatter(momentWithout(group), sums, counts);
        if (!factorInPlace(within, Z.cols)) return refit(X, labels, classes, group);
        const scores = scorer(within, sums, counts, Z.rows - group.length);
        return Int32Array.from(group, (i) => scores(row(Z, i)));
      }
    };
  };
}

/** The one class that has members, null if there are more. */
function onlyClass(counts: Int32Array): number | null {
  const present = Array.from(counts.keys()).filter((c) => counts[c]! > 0);
  return present.length === 1 ? present[0]! : null;
}

/** The plain way, for a singular within-class scatter. */
function refit(X: Matrix, labels: Int32Array, classes: number, group: readonly number[]) {
  const rest = outsideOf(group, X.rows);
  const trained = selectRows(X, rest);
  const fit = fisher(
    trained,
    Int32Array.from(rest, (i) => labels[i]!),
    classes
  );
  return classifyFisher(fit, selectRows(X, group));
}

function whiten(X: Matrix): Whitened {
  const means = new Float64Array(X.cols);
  for (let i = 0; i < X.data.length; i++) means[i % X.cols]! += X.data[i]! / X.rows;
  const centred = matrix(
    X.rows,
    X.cols,
    X.data.map((v, i) => v - means[i % X.cols]!)
  );
  const {U, values} = svd(centred);
  const rank = values.filter((value) => value > 1e-10 * values[0]!).length;
  const Z = matrix(X.rows, rank);
  for (let i = 0; i < X.rows; i++)
    for (let k = 0; k < rank; k++) Z.data[i * rank + k] = U.data[i * U.cols + k]!;
  const known = new WeakMap<readonly number[], Float64Array>();
  const momentWithout = (group: readonly number[]) => {
    const kept = known.get(group) ?? moment(Z, group);
    known.set(group, kept);
    return kept;
  };
  return {Z, momentWithout};
}

/** I − Σ_{i∈group} z_i z_iᵀ, lower triangle in a full rank × rank array. */
function moment(Z: Matrix, group: readonly number[]): Float64Array {
  const r = Z.cols;
  const out = new Float64Array(r * r);
  for (let a = 0; a < r; a++) out[a * r + a] = 1;
  for (const i of group)
    for (let a = 0; a < r; a++)
      for (let b = 0; b <= a; b++) out[a * r + b]! -= Z.data[i * r + a]! * Z.data[i * r + b]!;
  return out;
}

interface ClassSums {
  /** C rows of rank sums */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

function classSums(Z: Matrix, labels: Int32Array, classes: number): ClassSums {
  const sums = new Float64Array(classes * Z.cols);
  const counts = new Int32Array(classes);
  labels.forEach((c, i) => {
    counts[c]! += 1;
    for (let k = 0; k < Z.cols; k++) sums[c * Z.cols + k]! += Z.data[i * Z.cols + k]!;
  });
  return {sums, counts};
}

function withoutGroup(
  all: ClassSums,
  Z: Matrix,
  labels: Int32Array,
  group: readonly number[]
): ClassSums {
  const sums = all.sums.slice();
  const counts = all.counts.slice();
  for (const i of group) {
    const c = labels[i]!;
    counts[c]! -= 1;
    for (let k = 0; k < Z.cols; k++) sums[c * Z.cols + k]! -= Z.data[i * Z.cols + k]!;
  }
  return {sums, counts};
}

/** Σ z zᵀ − Σ_c n_c m_c m_cᵀ over the models left, lower triangle. */
function withinScatter(total: Float64Array, sums: Float64Array, counts: Int32Array): Float64Array {
  const out = total.slice();
  const r = Math.sqrt(total.length);
  counts.forEach((count, c) => {
    if (count === 0) return;
    for (let a = 0; a < r; a++) {
      const share = sums[c * r + a]! / count;
      for (let b = 0; b <= a; b++) out[a * r + b]! -= share * sums[c * r + b]!;
    }
  });
  return out;
}

/** The Cholesky factor in the lower triangle; false where a pivot vanishes beside the unit scatter. */
function factorInPlace(A: Float64Array, r: number): boolean {
  for (let i = 0; i < r; i++)
    for (let j = 0; j <= i; j++) {
      let sum = A[i * r + j]!;
      for (let k = 0; k < j; k++) sum -= A[i * r + k]! * A[j * r + k]!;
      if (i === j && !(sum > 1e-9)) return false;
      A[i * r + j] = i === j ? Math.sqrt(sum) : sum / A[j * r + j]!;
    }
  return true;
}

/** z ↦ the class c of largest (n − C) (L⁻¹z · L⁻¹m_c − ½ |L⁻¹m_c|²) + log n_c. */
function scorer(L: Float64Array, sums: Float64Array, counts: Int32Array, n: number) {
  const r = Math.sqrt(L.length);
  const present = Array.from(counts.keys()).filter((c) => counts[c]! > 0);
  const freedom = n - present.length;
  const means = present.map((c) =>
    forward(
      L,
      sums.subarray(c * r, (c + 1) * r).map((sum) => sum / counts[c]!)
    )
  );
  const offsets = present.map(
    (c, at) => Math.log(counts[c]!) - (freedom * dot(means[at]!, means[at]!)) / 2
  );
  return (z: Float64Array): number => {
    const turned = forward(L, z.slice());
    let best = Number.NEGATIVE_INFINITY;
    let winner = 0;
    means.forEach((mean, at) => {
      const score = freedom * dot(turned, mean) + offsets[at]!;
      if (score > best) {
        best = score;
        winner = present[at]!;
      }
    });
    return winner;
  };
}

/** L⁻¹x, in place. */
function forward(L: Float64Array, x: Float64Array): Float64Array {
  const r = x.length;
  for (let i = 0; i < r; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= L[i * r + k]! * x[k]!;
    x[i] = sum / L[i * r + i]!;
  }
  return x;
}
