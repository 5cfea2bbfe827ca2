/**
 * The questions to measure first: those that every model answered, evenly spread over the study;
 * where they are fewer than `count`, those with most answers come next.
 *
 * @param answered how many models answered each question
 * @returns positions, ascending; all where there are not more than `count`. O(m log m).
 */
export function firstQuestions(
  answered: readonly number[],
  models: number,
  count: number
): number[] {
  const all = answered.map((_, j) => j);
  if (all.length <= count) return all;
  const complete = all.filter((j) => (answered[j] as number) >= models);
  if (complete.length >= count)
    return Array.from(
      {length: count},
      (_, k) => complete[Math.floor((k * complete.length) / count)] as number
    );
  const rest = all
    .filter((j) => (answered[j] as number) < models)
    .sort((a, b) => (answered[b] as number) - (answered[a] as number) || a - b);
  return [...complete, ...rest.slice(0, count - complete.length)].sort((a, b) => a - b);
}
