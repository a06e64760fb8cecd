/** What a change of a column's type makes PostgreSQL do with the table. `underUtc`: nothing, if TimeZone is UTC. */
export type TypeChange = 'nothing' | 'underUtc' | 'rewrite';

interface Type {
  readonly base: string;
  /** "(10,2)" as numbers; none where the type has no limit. */
  readonly limits: readonly number[];
}

/** No limit at all. */
const unlimited = Number.POSITIVE_INFINITY;

/**
 * Whether the values can stay as they are: only where the old type's are the new one's byte for byte.
 * Types are as format_type() names them. Source of the rule: the notes of
 * https://www.postgresql.org/docs/current/sql-altertable.html, and trying each on real servers.
 */
export function typeChange(before: string, after: string): TypeChange {
  if (before === after) return 'nothing';
  const [from, to] = [parse(before), parse(after)];
  if (from === undefined || to === undefined) return 'rewrite';
  const limit = (type: Type): number => type.limits[0] ?? unlimited;
  const widens = limit(to) >= limit(from);
  if (isText(from.base) && isText(to.base)) return widens ? 'nothing' : 'rewrite';
  if (from.base === 'cidr' && to.base === 'inet') return 'nothing';
  if (isTimestamp(from.base) && isTimestamp(to.base)) {
    if (!widens) return 'rewrite';
    return from.base === to.base ? 'nothing' : 'underUtc';
  }
  if (from.base !== to.base) return 'rewrite';
  switch (to.base) {
    case 'numeric':
      // The number of digits behind the point must stay, since values are stored with it.
      return to.limits.length === 0 || (widens && from.limits.length > 0 && from.limits[1] === to.limits[1])
        ? 'nothing'
        : 'rewrite';
    case 'bit varying':
    case 'interval':
    case 'time without time zone':
    case 'time with time zone':
      return widens ? 'nothing' : 'rewrite';
    default:
      return 'rewrite';
  }
}

function isText(base: string): boolean {
  return base === 'text' || base === 'character varying';
}

function isTimestamp(base: string): boolean {
  return base === 'timestamp without time zone' || base === 'timestamp with time zone';
}

/** undefined for an array: its elements are converted one by one. */
function parse(type: string): Type | undefined {
  if (type.endsWith('[]')) return undefined;
  const [written, ...numbers] = /\((-?\d+)(?:,(-?\d+))?\)/.exec(type) ?? [];
  return {
    base: written === undefined ? type : type.replace(written, ''),
    limits: numbers.flatMap((number: string | undefined) => (number === undefined ? [] : [Number(number)])),
  };
}
