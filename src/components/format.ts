/*
 * How numbers are written everywhere: a true minus, thin no-break space before %, no leading zero
 * for a probability, as many digits as carry information.
 */

const missing = "–";

/** A quantity to `digits` significant digits (default 3): 0.0812, 7.5, 1,240; a dash if unknown. */
export function formatNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return missing;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size > 0 && size < 1e-6) return value.toExponential(digits - 1).replaceAll("-", "−");
  const decimals =
    size === 0 ? 0 : Math.max(0, Math.min(6, digits - 1 - Math.floor(Math.log10(size))));
  const text = decimalFormat(Number.isInteger(value) ? 0 : decimals, decimals).format(size);
  return value < 0 ? `−${text}` : text;
}

const formats = new Map<number, Intl.NumberFormat>();

/** Kept, because making one takes as long as a hundred numbers take to format. */
function decimalFormat(least: number, most: number): Intl.NumberFormat {
  const key = 10 * least + most;
  const options = {minimumFractionDigits: least, maximumFractionDigits: most};
  const format = formats.get(key) ?? new Intl.NumberFormat("en-US", options);
  formats.set(key, format);
  return format;
}

/** A share of 1 as a percentage: 61 %, 0.4 %; whole percents from 1 % on. */
export function formatShare(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return missing;
  const percent = value * 100;
  const decimals = percent !== 0 && Math.abs(percent) < 1 ? 1 : 0;
  return `${percent.toFixed(decimals).replace("-", "−")}\u202f%`;
}

/** A p-value or correlation without its leading zero: .004, .67, 1. */
export function formatUnit(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return missing;
  return value
    .toFixed(digits)
    .replace(/^(-?)0\./, "$1.")
    .replace("-", "−");
}

/** A value in the covariate's own unit: shares as percentages, else a number and its unit. */
export function formatQuantity(value: number | null | undefined, unit?: string): string {
  if (unit === "share") return formatShare(value);
  return unit && value !== null ? `${formatNumber(value)}\u00a0${unit}` : formatNumber(value);
}

/** An error in the covariate's own unit: of a share, percentage points. */
export function formatError(value: number | null | undefined, unit?: string): string {
  if (unit !== "share" || value === null || value === undefined) return formatQuantity(value, unit);
  return `${formatNumber(value * 100, 2)}\u00a0points`;
}

/** A column's name in running text: underscores are spaces, a score's prefix goes without saying. */
export function formatColumn(name: string): string {
  return name.replace(/^score:/, "").replaceAll("_", " ");
}

/** “1 model”, “60 models”. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)}\u00a0${count === 1 ? one : many}`;
}

/** A hash by its beginning, any other text as it is. */
export function formatHash(text: string): string {
  return /^[0-9a-f]{24,}…?$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
