/** Compares texts with numbers counted as numbers: `9_` before `10_`, `0009-` before `00010-`. */
export function compareNaturally(left: string, right: string): number {
  const leftParts = left.match(/\d+|\D+/g) ?? [];
  const rightParts = right.match(/\d+|\D+/g) ?? [];
  for (const [index, leftPart] of leftParts.entries()) {
    const rightPart = rightParts[index];
    if (rightPart === undefined) return 1;
    const byNumber =
      /^\d/.test(leftPart) && /^\d/.test(rightPart) ? compare(BigInt(leftPart), BigInt(rightPart)) : undefined;
    const order = byNumber ?? compare(leftPart, rightPart);
    if (order !== 0) return order;
  }
  return leftParts.length === rightParts.length ? compare(left, right) : -1;
}

/** -1, 0 or 1, by code units. */
export function compare<T extends string | bigint | number>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The words of a migration's name, without what puts it in its order. */
export function titleOf(name: string): string {
  const title = name.replace(/^[vr]?[\d._-]*_*/i, (prefix) => (/\d|__/.test(prefix) ? '' : prefix));
  return title.replaceAll(/[_-]+/g, ' ').trim() || name;
}

/** YYYY-MM-DD, where a name begins with a plausible date, or with the seconds or milliseconds since 1970. */
export function dateOf(name: string): string | undefined {
  const match = /^[vV]?(\d{4})([-_]?)(\d{2})\2(\d{2})(?:\d{2}|\d{4}(?:\d{2}(?:\d{3})?)?)?(?!\d)/.exec(name);
  const written = match === null ? undefined : `${match[1] ?? ''}-${match[3] ?? ''}-${match[4] ?? ''}`;
  if (written !== undefined && isPlausible(written)) return written;
  const [, seconds, milliseconds = ''] = /^(1\d{9})(\d{3})?(?!\d)/.exec(name) ?? [];
  return seconds === undefined ? undefined : isoDate(Number(seconds + milliseconds.padEnd(3, '0')));
}

/** The day (UTC) of a moment in milliseconds since 1970. */
export function isoDate(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function isPlausible(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // The runtime turns 31 February into March, and a plain number may look like a date.
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isDate && date.getUTCFullYear() >= 1990 && date.getUTCFullYear() < 2100;
}
