/** Student's t, .99, by how many values there are. */
const reaches: Readonly<Record<number, number>> = {12: 2.7181, 24: 2.4999};

/** A mean over seeds with its one-sided bounds at 99 %. */
export function meanBounds(values: readonly number[]) {
  const n = values.length;
  const t = reaches[n];
  if (t === undefined) throw new Error(`meanBounds: 12 or 24 values; got ${n}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = t * Math.sqrt(variance / n);
  return {mean, lower: mean - reach, upper: mean + reach};
}
