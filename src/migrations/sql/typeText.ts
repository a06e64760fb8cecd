import type { Node, TypeName } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import { stringValues } from './names.ts';
import type { StatementScope } from './statementScope.ts';

/** Names that SQL accepts for a type, and what format_type() calls it. A `%` stands for the modifier. */
const standardNames: Readonly<Record<string, string>> = {
  bit: 'bit%',
  bool: 'boolean',
  bpchar: 'character%',
  char: '"char"',
  float4: 'real',
  float8: 'double precision',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  interval: 'interval%',
  numeric: 'numeric%',
  time: 'time% without time zone',
  timestamp: 'timestamp% without time zone',
  timestamptz: 'timestamp% with time zone',
  timetz: 'time% with time zone',
  varbit: 'bit varying%',
  varchar: 'character varying%',
};

/** Shorthands of CREATE TABLE, https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
const serialTypes: Readonly<Record<string, string>> = {
  bigserial: 'bigint',
  serial: 'integer',
  serial2: 'smallint',
  serial4: 'integer',
  serial8: 'bigint',
  smallserial: 'smallint',
};

/** Types of pg_catalog that keep their name; any other unqualified one is the user's or an extension's. */
const catalogTypes: ReadonlySet<string> = new Set(
  `any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray anycompatiblerange
  anyelement anyenum anymultirange anynonarray anyrange box bytea cid cidr circle cstring date datemultirange daterange
  event_trigger inet int4multirange int4range int8multirange int8range internal json jsonb jsonpath line lseg macaddr
  macaddr8 money name nummultirange numrange oid path pg_lsn point polygon record refcursor regclass regcollation
  regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype text tid trigger
  tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot uuid void xid xid8 xml`
    .trim()
    .split(/\s+/),
);

/** Whether a column of this type gets a sequence and a default of its own. */
export function isSerial(type: TypeName | undefined): boolean {
  const names = stringValues(type?.names);
  return names.length === 1 && serialTypes[names[0] ?? ''] !== undefined;
}

/**
 * A type as format_type() would name it with an empty search path: `character varying(10)[]`, `public.mood`.
 * undefined where only the database can tell (`%TYPE`, the fields of an interval).
 *
 * @param withModifier false gives the form that identifies a function
 */
export function typeText(type: TypeName | undefined, scope: StatementScope, withModifier = true): string | undefined {
  if (type === undefined || type.pct_type === true) return undefined;
  const modifier = withModifier ? modifierText(type) : '';
  if (modifier === undefined) return undefined;
  const dimensions = (type.arrayBounds ?? []).length > 0 ? '[]' : '';
  const names = stringValues(type.names);
  // Without a length it is another type than character(1), which a function's identity does not tell apart.
  const isUnlimited = withModifier && modifier === '' && names.at(-1) === 'bpchar';
  return `${isUnlimited ? 'bpchar' : baseName(names, modifier, scope)}${dimensions}`;
}

function baseName(names: readonly string[], modifier: string, scope: StatementScope): string {
  const name = names.at(-1) ?? '';
  const schema = names.at(-2);
  if (schema === undefined || schema === 'pg_catalog') {
    const standard = standardNames[name] ?? (schema === undefined ? serialTypes[name] : undefined);
    if (standard !== undefined) return standard.includes('%') ? standard.replace('%', modifier) : standard;
    if (schema === 'pg_catalog' || catalogTypes.has(name)) return `${name}${modifier}`;
  }
  return `${quoteIdentifier(schema ?? scope.defaultSchema ?? 'public')}.${quoteIdentifier(name)}${modifier}`;
}

const allIntervalFields = 0x7fff;

function modifierText(type: TypeName): string | undefined {
  const modifiers = (type.typmods ?? []).map(modifierValue);
  const known = modifiers.filter((value) => value !== undefined);
  if (known.length < modifiers.length) return undefined;
  if (stringValues(type.names).at(-1) === 'interval' && known.length > 0) {
    return known[0] !== String(allIntervalFields) ? undefined : known[1] === undefined ? '' : `(${known[1]})`;
  }
  if (stringValues(type.names).at(-1) === 'numeric' && known.length === 1) known.push('0');
  return known.length === 0 ? '' : `(${known.join(',')})`;
}

function modifierValue(node: Node): string | undefined {
  if ('A_Const' in node) {
    const { ival, sval, fval } = node.A_Const;
    if (ival !== undefined) return String(ival.ival ?? 0);
    return sval?.sval ?? fval?.fval;
  }
  // geometry(Point, 4326) names its modifier as if it were a column.
  return 'ColumnRef' in node ? stringValues(node.ColumnRef.fields).at(-1) : undefined;
}
