/**
 * Ranks from 1 to n, equal values sharing their mean rank.
 *
 * @param values n numbers
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const out = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end++;
    for (let at = start; at <= end; at++) out[order[at]!] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return out;
}

/** Pearson's correlation; null when either side is constant or shorter than two. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const n = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const a = x[i]! - meanX;
    const b = y[i]! - meanY;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : null;
}

/** Spearman's ρ: Pearson's correlation of mean ranks; null when either side is constant. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  return pearson(ranks(x), ranks(y));
}

/**
 * Kendall's τ-b = (C − D)/√((P − T_x)(P − T_y)) with C concordant, D discordant and P all pairs, T pairs
 * tied on one side; null when either side is constant.
 *
 * O(n²).
 */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  let agreement = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const a = Math.sign(x[i]! - x[j]!);
      const b = Math.sign(y[i]! - y[j]!);
      agreement += a * b;
      untiedX += a * a;
      untiedY += b * b;
    }
  return untiedX > 0 && untiedY > 0 ? agreement / Math.sqrt(untiedX * untiedY) : null;
}
