import { knownText, type Value } from '../../values/value.ts';
import { entryOf } from '../../javascript/members.ts';
import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { quoteName, quotePath } from '../../generated/sqlWords.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';

/** A column of Knex's builder while its chain goes on. */
export interface KnexColumn {
  readonly name: string | undefined;
  readonly type: string;
  readonly line: number;
  isNotNull: boolean;
  /** SQL; undefined where it sets none. */
  default: string | undefined;
  comment: string | undefined;
  /** Conditions of checks, each with the name that it is given. */
  readonly checks: string[];
  /** Whether it changes a column that is there: its null and its type, as it is asked to. */
  alters: { readonly nullable: boolean; readonly type: boolean } | undefined;
}

/** A type that Knex's method makes for PostgreSQL, with what it says besides; undefined where the method is none. */
export interface KnexType {
  readonly type: string;
  readonly isPrimaryKey?: boolean;
  readonly check?: string;
  /** A statement that makes the type. */
  readonly before?: string;
}

const plainTypes: Readonly<Record<string, string>> = {
  bigInteger: 'bigint',
  bigint: 'bigint',
  binary: 'bytea',
  bool: 'boolean',
  boolean: 'boolean',
  date: 'date',
  double: 'double precision',
  float: 'real',
  floating: 'real',
  geography: 'geography',
  geometry: 'geometry',
  int: 'integer',
  integer: 'integer',
  json: 'json',
  jsonb: 'jsonb',
  mediumint: 'integer',
  point: 'point',
  smallint: 'smallint',
  text: 'text',
  time: 'time',
  tinyint: 'smallint',
};

/** The types of https://knexjs.org/guide/schema-builder.html#schema-building for PostgreSQL. */
export function knexType(method: string, given: readonly Value[], schema: string | undefined): KnexType | undefined {
  const [name, first, second] = given;
  const plain = Object.hasOwn(plainTypes, method) ? plainTypes[method] : undefined;
  if (plain !== undefined) return { type: plain };
  switch (method) {
    case 'increments':
    case 'bigIncrements':
    case 'bigincrements': {
      const type = method === 'increments' ? 'serial' : 'bigserial';
      return { type, isPrimaryKey: !isFlag(entryOf(first, 'primaryKey'), false) };
    }
    case 'uuid':
      return { type: 'uuid', isPrimaryKey: isFlag(entryOf(first, 'primaryKey'), true) };
    case 'string':
    case 'varchar':
      return { type: `varchar(${numberOr(first, 255)})` };
    case 'char':
      return { type: `char(${numberOr(first, 255)})` };
    case 'bit':
      return { type: first?.kind === 'number' ? `bit(${String(first.value)})` : 'bit' };
    case 'decimal':
      return { type: first?.kind === 'none' ? 'decimal' : `decimal(${numberOr(first, 8)}, ${numberOr(second, 2)})` };
    case 'datetime':
    case 'dateTime':
    case 'timestamp':
      return { type: timestamp(first, second) };
    case 'enu':
    case 'enum':
      return enumType(knownText(name), first, second, schema);
    case 'specificType':
      return { type: knownText(first) ?? quoteName(unknownName) };
    default:
      return undefined;
  }
}

function timestamp(first: Value | undefined, second: Value | undefined): string {
  const withoutZone = isFlag(first, true) || isFlag(entryOf(first, 'useTz'), false);
  const precision = entryOf(first, 'precision') ?? second;
  const digits = precision?.kind === 'number' ? `(${String(precision.value)})` : '';
  return `${withoutZone ? 'timestamp' : 'timestamptz'}${digits}`;
}

/** A type of its own where `useNative` asks for it, else text with a check. */
function enumType(
  name: string | undefined,
  values: Value | undefined,
  options: Value | undefined,
  schema: string | undefined,
): KnexType {
  const texts =
    values?.kind === 'sequence' ? values.items.map((item) => quoteLiteral(knownText(item) ?? unknownName)) : [];
  if (!isFlag(entryOf(options, 'useNative'), true)) {
    return { type: 'text', check: `${quoteName(name)} in (${texts.join(', ') || quoteLiteral(unknownName)})` };
  }
  const type = quotePath(knownText(entryOf(options, 'schemaName')) ?? schema, knownText(entryOf(options, 'enumName')));
  return isFlag(entryOf(options, 'existingType'), true)
    ? { type }
    : { type, before: `CREATE TYPE ${type} AS ENUM (${texts.join(', ')})` };
}

/** The definition as it stands in CREATE TABLE and ADD COLUMN. */
export function columnSql({ name, type, isNotNull, default: written, checks }: KnexColumn): string {
  const parts = [
    quoteName(name),
    type,
    ...(isNotNull ? ['NOT NULL'] : []),
    ...(written === undefined ? [] : [`DEFAULT ${written}`]),
    ...checks,
  ];
  return parts.join(' ');
}

/** What ALTER TABLE does to a column that `.alter()` changes, command by command. */
export function alterColumnSql(column: KnexColumn): readonly string[] {
  const { type, isNotNull, default: written, alters } = column;
  const name = quoteName(column.name);
  return [
    `ALTER COLUMN ${name} ${written === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${written}`}`,
    ...(alters?.type === true ? [`ALTER COLUMN ${name} TYPE ${type} USING (${name}::${type})`] : []),
    ...(alters?.nullable === true ? [`ALTER COLUMN ${name} ${isNotNull ? 'SET' : 'DROP'} NOT NULL`] : []),
  ];
}

export function isFlag(value: Value | undefined, expected: boolean): boolean {
  return value?.kind === 'flag' && value.value === expected;
}

function numberOr(value: Value | undefined, otherwise: number): string {
  return String(value?.kind === 'number' ? value.value : otherwise);
}
