import type {CoverageGrid} from "../schema/studyReports.js";
import type {Coverage} from "./coverage.js";

const mostRows = 64;
const mostColumns = 160;

/**
 * The gaps of a (model × query) table in at most 64 × 160 blocks, so that a drawing of any study is
 * small. A block without a gap and one that is all gap stay told apart from those in between.
 * O(models · queries) at most.
 */
export function coverageGrid(
  models: readonly string[],
  queries: readonly string[],
  gaps: Coverage["gaps"]
): CoverageGrid {
  const modelsPerBlock = Math.max(1, Math.ceil(models.length / mostRows));
  const queriesPerBlock = Math.max(1, Math.ceil(queries.length / mostColumns));
  const order = gridOrder(models, gaps);
  const missingOf = new Map(gaps.map(({model_id, missing}) => [model_id, missing]));
  const column = new Map(queries.map((id, j) => [id, Math.floor(j / queriesPerBlock)]));
  const widths = blockSizes(queries.length, queriesPerBlock);
  const rows = blockSizes(models.length, modelsPerBlock).map((height, r) => {
    const counts = new Array<number>(widths.length).fill(0);
    for (const position of order.slice(r * modelsPerBlock, r * modelsPerBlock + height))
      for (const query of missingOf.get(models[position] as string) ?? [])
        counts[column.get(query) as number] = (counts[column.get(query) as number] ?? 0) + 1;
    return counts.map((count, c) => digit(count, height * (widths[c] as number))).join("");
  });
  return {modelsPerBlock, queriesPerBlock, order, rows};
}

/** Models with gaps first, most first; the others as they come. */
function gridOrder(models: readonly string[], gaps: Coverage["gaps"]): number[] {
  const position = new Map(models.map((id, i) => [id, i]));
  const first = gaps.map(({model_id}) => position.get(model_id) as number);
  const gapped = new Set(first);
  return [...first, ...models.map((_, i) => i).filter((i) => !gapped.has(i))];
}

function blockSizes(count: number, size: number): number[] {
  return Array.from({length: Math.ceil(count / size)}, (_, i) => Math.min(size, count - i * size));
}

function digit(missing: number, size: number): number {
  if (missing === 0 || missing === size) return missing === 0 ? 0 : 9;
  return Math.min(8, Math.max(1, Math.round((9 * missing) / size)));
}
