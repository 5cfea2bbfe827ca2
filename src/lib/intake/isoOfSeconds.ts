/** The last second of the year 9999. */
const last = 253_402_300_799;

/**
 * A Unix time as ISO 8601 in UTC, to the second, by the proleptic Gregorian calendar and without a
 * clock (days to date after H. Hinnant, "chrono-compatible low-level date algorithms").
 *
 * @param seconds whole seconds since 1970, from 0 to the end of the year 9999
 * @returns e.g. `2024-02-29T12:00:00Z`; null outside of the domain. O(1).
 */
export function isoOfSeconds(seconds: number): string | null {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > last) return null;
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const clock = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60];
  return `${dateOf(day)}T${clock.map((part) => padded(part, 2)).join(":")}Z`;
}

/** @param day days since 1970-01-01 */
function dateOf(day: number): string {
  // Years here begin on the first of March, so that the leap day is a year's last.
  const sinceEra = day + 719_468;
  const era = Math.floor(sinceEra / 146_097);
  const dayOfEra = sinceEra - era * 146_097;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
