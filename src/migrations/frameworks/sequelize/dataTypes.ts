import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { literal, quoteName, quotePath } from '../../generated/sqlWords.ts';
import { listOf, textAt, textsOf } from '../../javascript/given.ts';
import { entryOf } from '../../javascript/members.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';

/** A type that Sequelize makes for PostgreSQL. */
interface DataType {
  readonly sql: string;
  /** The values of an ENUM, whose type `CREATE TYPE` makes. */
  readonly values?: readonly (string | undefined)[];
}

/** Types by Sequelize's names, https://sequelize.org/docs/v6/other-topics/other-data-types/ */
const plainTypes: Readonly<Record<string, string>> = {
  BIGINT: 'bigint',
  BLOB: 'bytea',
  BOOLEAN: 'boolean',
  CIDR: 'cidr',
  CITEXT: 'citext',
  DATE: 'timestamptz',
  DATEONLY: 'date',
  DOUBLE: 'double precision',
  FLOAT: 'float',
  GEOGRAPHY: 'geography',
  GEOMETRY: 'geometry',
  HSTORE: 'hstore',
  INET: 'inet',
  INTEGER: 'integer',
  JSON: 'json',
  JSONB: 'jsonb',
  MACADDR: 'macaddr',
  MEDIUMINT: 'mediumint',
  NUMBER: 'numeric',
  REAL: 'real',
  SMALLINT: 'smallint',
  TIME: 'time',
  TINYINT: 'smallint',
  TSVECTOR: 'tsvector',
  UUID: 'uuid',
  UUIDV1: 'uuid',
  UUIDV4: 'uuid',
};

const rangeTypes: Readonly<Record<string, string>> = {
  BIGINT: 'int8range',
  DATE: 'tstzrange',
  DATEONLY: 'daterange',
  DECIMAL: 'numrange',
  INTEGER: 'int4range',
};

/** `Sequelize.STRING(20)` and its like. `path` is the table and the column that an ENUM is called after. */
export function dataType(
  value: Value | undefined,
  place: { readonly schema: string | undefined; readonly table: string; readonly column: string },
): DataType {
  const text = knownText(value);
  if (text !== undefined) return { sql: text };
  const name = typeName(value);
  const given = value?.kind === 'call' ? value.positional : [];
  const plain = Object.hasOwn(plainTypes, name) ? plainTypes[name] : undefined;
  if (plain !== undefined) return { sql: plain };
  const numbers = given.flatMap((item) => (item.kind === 'number' ? [String(item.value)] : []));
  const options = given.find(({ kind }) => kind === 'dictionary');
  switch (name) {
    case 'STRING': {
      const length = numbers[0] ?? numberAt(options, 'length') ?? '255';
      return { sql: `varchar(${length})` };
    }
    case 'CHAR':
      return { sql: `char(${numbers[0] ?? '255'})` };
    case 'TEXT':
      return { sql: knownText(given[0])?.toLowerCase() === 'citext' ? 'citext' : 'text' };
    case 'DATE':
    case 'DECIMAL': {
      const scale = [numberAt(options, 'precision'), numberAt(options, 'scale')].flatMap((each) => each ?? []);
      const all = [...numbers, ...scale];
      return { sql: all.length === 0 ? 'decimal' : `decimal(${all.join(',')})` };
    }
    case 'RANGE':
      return { sql: rangeTypes[typeName(given[0])] ?? 'int4range' };
    case 'ARRAY': {
      const item = dataType(entryOf(given[0], 'type') ?? given[0], place);
      return { ...item, sql: `${item.sql}[]` };
    }
    case 'ENUM': {
      const list = options === undefined ? given.flatMap(listOf) : listOf(entryOf(options, 'values'));
      const values = list.map((item) => knownText(item));
      return { sql: enumName(place), values };
    }
    default:
      return { sql: quoteName(unknownName) };
  }
}

/** `enum_<table>_<column>`, as Sequelize calls the type of an ENUM. */
export function enumName(place: Parameters<typeof dataType>[1]): string {
  return quotePath(place.schema, `enum_${place.table}_${place.column}`);
}

export function createEnumSql(name: string, values: readonly (string | undefined)[]): string {
  return `CREATE TYPE ${name} AS ENUM (${values.map((value) => quoteLiteral(value ?? unknownName)).join(', ')})`;
}

/** The values of an attribute that is an ENUM, which may stand beside its type. */
export function enumValues(attribute: Value | undefined, type: DataType): readonly (string | undefined)[] | undefined {
  if (type.values === undefined) return undefined;
  return type.values.length > 0 ? type.values : textsOf(entryOf(attribute, 'values'));
}

/** A default in SQL; undefined where Sequelize sets it in JavaScript, and so the database has none. */
export function defaultSql(value: Value | undefined): string | undefined {
  if (value === undefined || value.kind === 'none') return undefined;
  if (value.kind === 'call') return callSql(value);
  if (value.kind === 'reference') return /\.(?:NOW|UUIDV[14])$/.test(value.path) ? undefined : literal(undefined);
  if (value.kind === 'sequence') {
    return value.items.length === 0 ? `'{}'` : `ARRAY[${value.items.map(literal).join(',')}]`;
  }
  if (value.kind === 'dictionary') return value.entries.length === 0 ? `'{}'` : literal(undefined);
  return literal(value);
}

/** `Sequelize.literal('x')` and `Sequelize.fn('now')`. */
export function callSql(call: Call): string {
  const [first, ...rest] = call.positional;
  const name = typeName(call);
  if (name === 'literal') return knownText(first) ?? literal(undefined);
  if (name === 'fn') return `${knownText(first) ?? unknownName}(${rest.map((value) => fnArgument(value)).join(', ')})`;
  if (name === 'col') return quoteName(knownText(first));
  return literal(undefined);
}

function fnArgument(value: Value): string {
  return value.kind === 'call' ? callSql(value) : literal(value);
}

/** `STRING` of `Sequelize.STRING`, of `DataTypes.STRING(20)`, and of `DataTypes.STRING(20).BINARY`. */
function typeName(value: Value | undefined): string {
  if (value?.kind === 'method') return typeName(value.receiver);
  const path = value?.kind === 'reference' ? value.path : value?.kind === 'call' ? value.callee : '';
  const names = path.split('.');
  const modifiers = ['UNSIGNED', 'ZEROFILL', 'BINARY'];
  return names.findLast((name) => !modifiers.includes(name)) ?? '';
}

function numberAt(options: Value | undefined, name: string): string | undefined {
  const value = entryOf(options, name);
  return value?.kind === 'number' ? String(value.value) : textAt(options, name);
}
