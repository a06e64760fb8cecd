import { quoteIdentifier } from '../../../catalog/identifiers.ts';
import type { Arguments, Value } from '../../values/value.ts';
import { calledName, isSet } from './callArguments.ts';
import { enumDefinition } from './enumType.ts';

/** PostgreSQL's names (as format_type() gives them) of types without modifiers, by SQLAlchemy's. */
const plainTypes: Readonly<Record<string, string>> = {
  BIGINT: 'bigint',
  BOOLEAN: 'boolean',
  BYTEA: 'bytea',
  BigInteger: 'bigint',
  Boolean: 'boolean',
  CIDR: 'cidr',
  CITEXT: 'citext',
  DATE: 'date',
  DATERANGE: 'daterange',
  DOUBLE_PRECISION: 'double precision',
  Date: 'date',
  Double: 'double precision',
  HSTORE: 'hstore',
  INET: 'inet',
  INT4RANGE: 'int4range',
  INT8RANGE: 'int8range',
  INTEGER: 'integer',
  INTERVAL: 'interval',
  Integer: 'integer',
  Interval: 'interval',
  JSON: 'json',
  JSONB: 'jsonb',
  LargeBinary: 'bytea',
  MACADDR: 'macaddr',
  MONEY: 'money',
  NUMRANGE: 'numrange',
  OID: 'oid',
  REAL: 'real',
  SMALLINT: 'smallint',
  SmallInteger: 'smallint',
  TEXT: 'text',
  TSRANGE: 'tsrange',
  TSTZRANGE: 'tstzrange',
  TSVECTOR: 'tsvector',
  Text: 'text',
  UUID: 'uuid',
  UnicodeText: 'text',
  Uuid: 'uuid',
};

/** A column's type in PostgreSQL's words; undefined where the file alone does not tell. */
export function columnType(type: Value | undefined): string | undefined {
  const name = type?.kind === 'reference' ? type.path.slice(type.path.lastIndexOf('.') + 1) : calledName(type);
  if (type === undefined || name === undefined) {
    return undefined;
  }
  const given: Arguments = type.kind === 'call' ? type : { positional: [], keywords: new Map(), open: false };
  switch (name) {
    case 'String':
    case 'Unicode':
    case 'VARCHAR':
      return withNumbers('character varying', [numberOf(given, 0, 'length')]);
    case 'CHAR':
      return withNumbers('character', [numberOf(given, 0, 'length') ?? 1]);
    case 'Numeric':
    case 'NUMERIC':
    case 'DECIMAL':
      return numericType(given);
    case 'Float':
    case 'FLOAT':
      return (numberOf(given, 0, 'precision') ?? 53) <= 24 ? 'real' : 'double precision';
    case 'DateTime':
    case 'TIMESTAMP':
      return `${withNumbers('timestamp', [numberOf(given, undefined, 'precision')])} ${zone(given)}`;
    case 'Time':
    case 'TIME':
      return `${withNumbers('time', [numberOf(given, undefined, 'precision')])} ${zone(given)}`;
    case 'ARRAY': {
      const item = columnType(given.positional[0] ?? given.keywords.get('item_type'));
      return item === undefined ? undefined : `${item}[]`;
    }
    case 'Enum':
    case 'ENUM':
      return enumType(type);
    default:
      return Object.hasOwn(plainTypes, name) ? plainTypes[name] : undefined;
  }
}

function enumType(type: Value): string | undefined {
  const definition = enumDefinition(type);
  if (definition?.name === undefined || !definition.isNative) {
    return undefined;
  }
  return `${quoteIdentifier(definition.schema ?? 'public')}.${quoteIdentifier(definition.name)}`;
}

function numericType(given: Arguments): string {
  const precision = numberOf(given, 0, 'precision');
  const scale = numberOf(given, 1, 'scale');
  return withNumbers('numeric', precision === undefined ? [] : [precision, scale ?? 0]);
}

function zone(given: Arguments): string {
  const first = given.positional[0];
  const hasZone = isSet(given, 'timezone') || (first?.kind === 'flag' && first.value);
  return hasZone ? 'with time zone' : 'without time zone';
}

function withNumbers(name: string, numbers: readonly (number | undefined)[]): string {
  const given = numbers.filter((value) => value !== undefined);
  return given.length === 0 ? name : `${name}(${given.join(',')})`;
}

function numberOf(given: Arguments, place: number | undefined, keyword: string): number | undefined {
  const value = given.keywords.get(keyword) ?? (place === undefined ? undefined : given.positional[place]);
  return value?.kind === 'number' ? value.value : undefined;
}
