/** Which models answered which queries. */
export interface Coverage {
  readonly models: number;
  readonly queries: number;
  readonly answered: number;
  /** queries every model answered */
  readonly complete: number;
  /** models with gaps, most gaps first */
  readonly gaps: readonly {readonly model_id: string; readonly missing: readonly string[]}[];
  /** dropping the first k models of `gaps` leaves this many complete queries; only gains listed */
  readonly frontier: readonly {readonly drop: readonly string[]; readonly complete: number}[];
}

/**
 * The coverage of a (model × query) grid, and what dropping models would win.
 *
 * The frontier is greedy: models in order of their gaps, most first.
 *
 * @param answers pairs with at least one usable answer, in any order, repeats allowed
 * @returns counts, gaps and frontier. O(models · queries).
 */
export function coverage(
  models: readonly string[],
  queries: readonly string[],
  answers: Iterable<{readonly model_id: string; readonly query_id: string}>
): Coverage {
  const answered = new Map(models.map((model) => [model, new Set<string>()]));
  for (const {model_id, query_id} of answers) answered.get(model_id)?.add(query_id);
  const gaps = models
    .map((model_id) => ({
      model_id,
      missing: queries.filter((query) => !answered.get(model_id)?.has(query))
    }))
    .filter(({missing}) => missing.length > 0)
    .sort((a, b) => b.missing.length - a.missing.length);
  const total = [...answered.values()].reduce((sum, set) => sum + set.size, 0);
  const complete = completeQueries(queries.length, gaps);
  return {
    models: models.length,
    queries: queries.length,
    answered: total,
    complete,
    gaps,
    frontier: frontier(gaps, complete)
  };
}

type Gaps = Coverage["gaps"];

/** Models leave one by one: a query is complete once the last model that lacks it has left. */
function frontier(gaps: Gaps, complete: number): Coverage["frontier"] {
  const lacking = new Map<string, number>();
  for (const {missing} of gaps)
    for (const query of missing) lacking.set(query, (lacking.get(query) ?? 0) + 1);
  const points: {drop: string[]; complete: number}[] = [];
  let kept = complete;
  gaps.forEach(({missing}, k) => {
    const before = kept;
    for (const query of missing) {
      const left = (lacking.get(query) ?? 0) - 1;
      lacking.set(query, left);
      if (left === 0) kept++;
    }
    if (kept > before)
      points.push({drop: gaps.slice(0, k + 1).map((gap) => gap.model_id), complete: kept});
  });
  return points;
}

function completeQueries(queries: number, gaps: Gaps): number {
  return queries - new Set(gaps.flatMap((gap) => gap.missing)).size;
}
