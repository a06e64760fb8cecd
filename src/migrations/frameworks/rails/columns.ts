import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { literal, quoteName } from '../../generated/sqlWords.ts';
import { type Arguments, knownText, type Value } from '../../values/value.ts';

/** The options of a call: `null: false, limit: 20`. */
export type Options = Arguments['keywords'];

/** What the version in `ActiveRecord::Migration[7.1]` decides. */
export interface RailsVersion {
  /** 7.1 as 701; 0 where the class names none. */
  readonly number: number;
}

/** PostgreSQL's types by Rails' names that differ (NATIVE_DATABASE_TYPES in its adapter). */
const types: Readonly<Record<string, string>> = {
  binary: 'bytea',
  bigserial: 'bigserial',
  blob: 'bytea',
  decimal: 'numeric',
  enum: unknownName,
  float: 'double precision',
  numeric: 'numeric',
  primary_key: 'bigserial primary key',
  string: 'character varying',
};

/** The methods of a table that make columns of the type that they are called after. */
export const columnMethods: ReadonlySet<string> = new Set(
  `bigint bigserial binary bit bit_varying blob boolean box cidr circle citext date daterange datetime decimal enum float
  hstore inet int4range int8range integer interval json jsonb line lseg ltree macaddr money numeric numrange oid path
  point polygon serial string text time timestamp timestamptz tsquery tsrange tstzrange tsvector uuid virtual xml`.split(
    /\s+/,
  ),
);

export function isSet(options: Options, name: string, expected = true): boolean {
  const value = options.get(name);
  return value?.kind === 'flag' && value.value === expected;
}

export function textOption(options: Options, name: string): string | undefined {
  return knownText(options.get(name));
}

export function typeSql(type: string | undefined, options: Options, version: RailsVersion): string {
  const number = (name: string): number | undefined => {
    const value = options.get(name);
    return value?.kind === 'number' ? value.value : undefined;
  };
  const array = isSet(options, 'array') ? '[]' : '';
  const written = typeName();
  return written + array;

  function typeName(): string {
    const limit = number('limit');
    const precision = options.get('precision')?.kind === 'none' ? null : number('precision');
    switch (type) {
      case undefined:
        return quoteName(unknownName);
      case 'integer':
      case 'int':
        return limit === undefined || limit === 4 || limit === 3 ? 'integer' : limit <= 2 ? 'smallint' : 'bigint';
      case 'string':
      case 'bit':
      case 'bit_varying': {
        const name = type === 'string' ? 'character varying' : type.replace('_', ' ');
        return limit === undefined ? name : `${name}(${String(limit)})`;
      }
      case 'decimal':
      case 'numeric': {
        const scale = number('scale');
        if (precision === undefined || precision === null) return 'numeric';
        return `numeric(${String(precision)}${scale === undefined ? '' : `,${String(scale)}`})`;
      }
      case 'datetime':
      case 'timestamp':
      case 'timestamptz':
      case 'time': {
        const byDefault = type !== 'time' && version.number >= 700 ? 6 : undefined;
        const digits = precision === null ? undefined : (precision ?? byDefault);
        const name = type === 'time' ? 'time' : type === 'timestamptz' ? 'timestamptz' : 'timestamp';
        return digits === undefined ? name : `${name}(${String(digits)})`;
      }
      case 'enum':
        return quoteName(textOption(options, 'enum_type'));
      case 'virtual':
        return typeSql(textOption(options, 'type'), new Map(), version);
      default:
        return Object.hasOwn(types, type) ? (types[type] ?? type) : type;
    }
  }
}

/** A column as it stands in CREATE TABLE and ADD COLUMN. */
export function columnSql(
  name: string | undefined,
  type: string | undefined,
  options: Options,
  version: RailsVersion,
): string {
  const generated = type === 'virtual' ? textOption(options, 'as') : undefined;
  const collation = textOption(options, 'collation');
  const written = options.get('default');
  return [
    quoteName(name),
    typeSql(type, options, version),
    ...(collation === undefined ? [] : [`COLLATE ${quoteName(collation)}`]),
    ...(written === undefined || written.kind === 'none' ? [] : [`DEFAULT ${defaultSql(written)}`]),
    ...(isSet(options, 'null', false) ? ['NOT NULL'] : []),
    ...(generated === undefined ? [] : [`GENERATED ALWAYS AS (${generated}) STORED`]),
    ...(isSet(options, 'primary_key') ? ['PRIMARY KEY'] : []),
  ].join(' ');
}

/** A value, or SQL in a lambda: `-> { 'now()' }`. */
export function defaultSql(value: Value): string {
  if (value.kind === 'closure') {
    return knownText(value.call({ positional: [], keywords: new Map(), open: false })) ?? literal(undefined);
  }
  if (value.kind === 'sequence' && !value.open) {
    return value.items.length === 0
      ? `'{}'`
      : quoteLiteral(`{${value.items.map((item) => knownText(item) ?? unknownName).join(',')}}`);
  }
  if (value.kind === 'dictionary' && value.entries.length === 0) return `'{}'`;
  return literal(value);
}
