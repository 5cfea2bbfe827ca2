import type {Warning} from "../core/warning.js";

/**
 * The warning that single models decide a fit: leverage above ½ means that more than half of a model's
 * own prediction is its own label.
 *
 * @param leverages n diagonal entries of the hat matrix
 * @param models n ids
 */
export function leverageWarnings(leverages: Float64Array, models: readonly string[]): Warning[] {
  const odd = models.filter((_, i) => leverages[i]! > 0.5);
  if (odd.length === 0) return [];
  const most = Math.max(...leverages).toFixed(2);
  const message = `${odd.length} of ${models.length} models have leverage above .5 (largest ${most}): the fit hangs on them`;
  return [{code: "HIGH_LEVERAGE", message, value: odd}];
}
