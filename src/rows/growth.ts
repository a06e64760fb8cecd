/** The rows of an environment at one moment of the past. */
export interface PastCount {
  /** ISO 8601 instant. */
  readonly countedAt: string;
  /** By path; of tables that were counted exactly. */
  readonly rows: Readonly<Record<string, number>>;
  /** Tables that were there and not counted exactly: an estimate says nothing of growth. */
  readonly notCounted: readonly string[];
}

/** How a number of rows has changed between two exact counts, and what it comes to at that pace. */
export interface Pace {
  readonly before: number;
  readonly now: number;
  /** ISO 8601 instant of the count of before. */
  readonly since: string;
  /** Between the two counts; one or more. */
  readonly days: number;
  readonly perDay: number;
  /** undefined where nothing grows, or the counts are too close together to say so far ahead. */
  readonly projection: Projection | undefined;
}

/** At the same pace there are so many rows on that day. */
export interface Projection {
  /** A round number: 1, 2 or 5 with zeros. */
  readonly rows: number;
  /** ISO 8601 date. */
  readonly on: string;
}

export interface Growth {
  /** How many counts of before there are that the last one can be compared with. */
  readonly counts: number;
  /** Of all tables together; undefined where one of them was not counted exactly, then or now. */
  readonly total: Pace | undefined;
  /** Of tables that were counted exactly then and now, those first that change most; without those that do not. */
  readonly tables: readonly (Pace & { readonly path: string })[];
}

/** The pace is that of so many days, where there are counts of them. */
const window = 30;

/** A pace that was seen for one day says something of so many. */
const farthest = 12;

const day = 24 * 60 * 60 * 1000;

/**
 * What the counts of before say of growth. Each table is compared with the oldest exact count of the last 30 days, or
 * where there is none the youngest before; counts of the same day say nothing. A table that was not there had no rows.
 *
 * @returns undefined where there is no count of another day
 */
export function growthOf(history: readonly PastCount[], now: PastCount): Growth | undefined {
  const end = Date.parse(now.countedAt);
  const before = history
    .filter(({ countedAt }) => end - Date.parse(countedAt) >= day)
    .toSorted((one, other) => Date.parse(one.countedAt) - Date.parse(other.countedAt));
  if (before.length === 0) return undefined;
  const compare = (rowsIn: (count: PastCount) => number | undefined): Pace | undefined => {
    const current = rowsIn(now);
    const usable = before.filter((count) => rowsIn(count) !== undefined);
    const start = usable.find(({ countedAt }) => end - Date.parse(countedAt) <= window * day) ?? usable.at(-1);
    const earlier = start === undefined ? undefined : rowsIn(start);
    return start === undefined || earlier === undefined || current === undefined
      ? undefined
      : paceOf(earlier, current, start.countedAt, end);
  };
  const tables = Object.keys(now.rows).flatMap((path) => {
    const pace = compare((count) => rowsIn(count, path));
    return pace === undefined || pace.perDay === 0 ? [] : [{ path, ...pace }];
  });
  return {
    counts: before.length,
    total: compare(totalOf),
    tables: tables.sort(
      (one, other) => Math.abs(other.perDay) - Math.abs(one.perDay) || (one.path < other.path ? -1 : 1),
    ),
  };
}

function rowsIn({ rows, notCounted }: PastCount, path: string): number | undefined {
  if (Object.hasOwn(rows, path)) return rows[path];
  return notCounted.includes(path) ? undefined : 0;
}

function totalOf({ rows, notCounted }: PastCount): number | undefined {
  return notCounted.length > 0 ? undefined : Object.values(rows).reduce((sum, count) => sum + count, 0);
}

function paceOf(before: number, now: number, since: string, end: number): Pace {
  const days = (end - Date.parse(since)) / day;
  const perDay = (now - before) / days;
  return { before, now, since, days, perDay, projection: projectionOf(now, perDay, days, end) };
}

function projectionOf(now: number, perDay: number, days: number, end: number): Projection | undefined {
  if (perDay <= 0) return undefined;
  const rows = roundAbove(now);
  const ahead = Math.ceil((rows - now) / perDay);
  if (ahead > days * farthest) return undefined;
  return { rows, on: new Date(end + ahead * day).toISOString().slice(0, 10) };
}

/** The next of 1, 2, 5, 10, 20, 50 ... that is more. */
function roundAbove(rows: number): number {
  let power = 1;
  while (power * 10 <= rows) power *= 10;
  return [1, 2, 5, 10].map((digit) => digit * power).find((round) => round > rows) ?? power * 10;
}
