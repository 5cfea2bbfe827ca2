/** Squared distances as the definition has them, in double precision, condensed. */
export function directDistances(rows: Float32Array, n: number, p: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++)
        sum += ((rows[i * p + k] as number) - (rows[j * p + k] as number)) ** 2;
      out.push(sum);
    }
  return out;
}
