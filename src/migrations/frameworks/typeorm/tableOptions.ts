import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { type Piece, unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames, quotePath, withBrackets } from '../../generated/sqlWords.ts';
import { isTrue, listOf, textAt, textsOf } from '../../javascript/given.ts';
import { entryOf } from '../../javascript/members.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { hashedName } from './names.ts';

/** What `new Table({...})`, `new TableColumn({...})` and their like are given; an object literal too. */
export function optionsOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'call' ? value.positional[0] : value;
}

/** A table's name: `'users'`, `'app.users'`, `new Table({ name, schema })`, or what `getTable('users')` gives. */
export function tableName(value: Value | undefined): string {
  const options = optionsOf(value);
  const name = knownText(options) ?? textAt(options, 'name') ?? unknownName;
  const schema = textAt(options, 'schema');
  return schema === undefined ? name : `${schema}.${name}`;
}

export function tablePath(name: string): string {
  const [first, second] = name.split('.');
  return second === undefined ? quoteName(first) : quotePath(first, second);
}

const serialTypes: Readonly<Record<string, string>> = {
  bigint: 'BIGSERIAL',
  int2: 'SMALLSERIAL',
  int8: 'BIGSERIAL',
  smallint: 'SMALLSERIAL',
};

/** buildCreateColumnSql() of TypeORM's PostgresQueryRunner. */
export function columnSql(table: string, column: Value | undefined): string {
  const options = optionsOf(column);
  const name = textAt(options, 'name');
  const type = textAt(options, 'type') ?? quoteName(unknownName);
  const isGenerated = isTrue(options, 'isGenerated') || textAt(options, 'generationStrategy') !== undefined;
  const strategy = textAt(options, 'generationStrategy') ?? 'increment';
  const generated = textAt(options, 'asExpression');
  const collation = textAt(options, 'collation');
  const written = defaultSql(entryOf(options, 'default'));
  return [
    quoteName(name),
    isGenerated && strategy === 'increment'
      ? (serialTypes[type] ?? 'SERIAL')
      : type === 'enum' || type === 'simple-enum'
        ? enumPath(table, options)
        : fullType(type, options),
    ...(isGenerated && strategy === 'identity'
      ? [`GENERATED ${textAt(options, 'generatedIdentity') ?? 'BY DEFAULT'} AS IDENTITY`]
      : []),
    ...(generated === undefined ? [] : [`GENERATED ALWAYS AS (${generated}) STORED`]),
    ...(collation === undefined ? [] : [`COLLATE ${quoteName(collation)}`]),
    ...(isTrue(options, 'isNullable') ? [] : ['NOT NULL']),
    ...(written === undefined ? [] : [`DEFAULT ${written}`]),
    ...(isGenerated && strategy === 'uuid' && written === undefined ? ['DEFAULT uuid_generate_v4()'] : []),
  ].join(' ');
}

/** A default is SQL; numbers and booleans are written as such. */
function defaultSql(value: Value | undefined): string | undefined {
  if (value === undefined || value.kind === 'none') return undefined;
  if (value.kind === 'number' || value.kind === 'flag') return String(value.value);
  return knownText(value) ?? quoteLiteral(unknownName);
}

function fullType(type: string, options: Value | undefined): string {
  const numberAt = (name: string): string | undefined => {
    const value = entryOf(options, name);
    return value?.kind === 'number' ? String(value.value) : textAt(options, name);
  };
  const [length, precision, scale] = ['length', 'precision', 'scale'].map(numberAt);
  const isArray = isTrue(options, 'isArray') || isTrue(options, 'array') ? ' array' : '';
  const zoned = /^(time|timestamp)( .*)$/.exec(type);
  if (zoned !== null && precision !== undefined) return `${zoned[1] ?? ''}(${precision})${zoned[2] ?? ''}${isArray}`;
  if (length !== undefined && length !== '') return `${type}(${length})${isArray}`;
  if (precision !== undefined) return `${type}(${precision}${scale === undefined ? '' : `,${scale}`})${isArray}`;
  return type + isArray;
}

/** `<table>_<column>_enum`, as TypeORM calls the type of an enum. */
function enumPath(table: string, options: Value | undefined): string {
  const [schema, name = schema] = table.split('.');
  const plain =
    textAt(options, 'enumName') ?? `${name ?? ''}_${(textAt(options, 'name') ?? unknownName).toLowerCase()}_enum`;
  return quotePath(table.includes('.') ? schema : undefined, plain);
}

/** What must be there before a column: the type of its enum. */
export function beforeColumn(table: string, column: Value, line: number): readonly Piece[] {
  const options = optionsOf(column);
  if (!/^(?:simple-)?enum$/.test(textAt(options, 'type') ?? '')) return [];
  const values = textsOf(entryOf(options, 'enum')).map((value) => quoteLiteral(value ?? unknownName));
  return [{ sql: `CREATE TYPE ${enumPath(table, options)} AS ENUM (${values.join(', ')})`, line }];
}

export function commentOnColumn(table: string, column: Value, line: number): readonly Piece[] {
  const comment = textAt(optionsOf(column), 'comment');
  return comment === undefined
    ? []
    : [
        {
          sql: `COMMENT ON COLUMN ${tablePath(table)}.${quoteName(textAt(optionsOf(column), 'name'))} IS ${quoteLiteral(comment)}`,
          line,
        },
      ];
}

/** A constraint of one of TypeORM's classes, as it stands after ADD. */
export function constraintSql(
  kind: 'unique' | 'check' | 'exclusion' | 'foreignKey',
  table: string,
  value: Value,
): string {
  const options = optionsOf(value);
  const columns = textsOf(entryOf(options, 'columnNames'));
  const expression = textAt(options, 'expression');
  const named = (prefix: Parameters<typeof hashedName>[0], over: readonly (string | undefined)[]): string =>
    `CONSTRAINT ${quoteName(textAt(options, 'name') ?? hashedName(prefix, table, over))}`;
  switch (kind) {
    case 'unique':
      return `${named('UQ', columns)} UNIQUE ${quoteNames(columns)}`;
    case 'check':
      return `${named('CHK', [expression])} CHECK (${expression ?? quoteName(unknownName)})`;
    case 'exclusion':
      return `${named('XCL', [expression])} EXCLUDE ${expression ?? ''}`;
    case 'foreignKey': {
      const target = textAt(options, 'referencedTableName') ?? unknownName;
      const schema = textAt(options, 'referencedSchema');
      const path = schema === undefined ? tablePath(target) : quotePath(schema, target);
      const actions = ['onDelete', 'onUpdate'].flatMap((event) => {
        const action = textAt(options, event);
        return action === undefined ? [] : [`${event === 'onDelete' ? 'ON DELETE' : 'ON UPDATE'} ${action}`];
      });
      return `${named('FK', columns)} FOREIGN KEY ${quoteNames(columns)} REFERENCES ${path} ${quoteNames(textsOf(entryOf(options, 'referencedColumnNames')))} ${actions.join(' ')}`;
    }
  }
}

export function indexSql(table: string, value: Value): string {
  const options = optionsOf(value);
  const columns = textsOf(entryOf(options, 'columnNames'));
  const where = textAt(options, 'where');
  return [
    `CREATE ${isTrue(options, 'isUnique') ? 'UNIQUE ' : ''}INDEX`,
    ...(isTrue(options, 'isConcurrent') ? ['CONCURRENTLY'] : []),
    `${quoteName(textAt(options, 'name') ?? hashedName('IDX', table, columns, where))} ON ${tablePath(table)}`,
    ...(isTrue(options, 'isSpatial') ? ['USING gist'] : []),
    quoteNames(columns),
    ...(where === undefined ? [] : [`WHERE ${where}`]),
  ].join(' ');
}

/** createTable() of TypeORM's PostgresQueryRunner. @param lineOf the line of an element */
export function createTableStatements(
  value: Value | undefined,
  ifNotExists: boolean,
  { line }: Call,
  lineOf: (value: Value) => number,
): readonly (readonly Piece[])[] {
  const options = optionsOf(value);
  const table = tableName(value);
  const given = (name: string) => listOf(entryOf(options, name));
  const columns = given('columns');
  const keys = columns.filter((column) => isTrue(optionsOf(column), 'isPrimary'));
  const keyNames = keys.map((column) => textAt(optionsOf(column), 'name'));
  const keyName = keys
    .map((column) => textAt(optionsOf(column), 'primaryKeyConstraintName'))
    .find((name) => name !== undefined);
  const constraints = (name: string, kind: Parameters<typeof constraintSql>[0]): readonly Piece[] =>
    given(name).map((element) => ({ sql: constraintSql(kind, table, element), line: lineOf(element) }));
  const uniqueColumns = columns
    .filter((column) => isTrue(optionsOf(column), 'isUnique'))
    .map((column): Piece => {
      const name = textAt(optionsOf(column), 'name');
      return {
        sql: `CONSTRAINT ${quoteName(hashedName('UQ', table, [name]))} UNIQUE ${quoteNames([name])}`,
        line: lineOf(column),
      };
    });
  const elements = [
    ...columns.map((column) => ({ sql: columnSql(table, column), line: lineOf(column) })),
    ...uniqueColumns,
    ...constraints('uniques', 'unique'),
    ...constraints('checks', 'check'),
    ...constraints('exclusions', 'exclusion'),
    ...constraints('foreignKeys', 'foreignKey'),
    ...(keys.length === 0
      ? []
      : [
          {
            sql: `CONSTRAINT ${quoteName(keyName ?? hashedName('PK', table, keyNames))} PRIMARY KEY ${quoteNames(keyNames)}`,
            line,
          },
        ]),
  ];
  return [
    ...columns.map((column) => beforeColumn(table, column, lineOf(column))),
    withBrackets(`CREATE TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${tablePath(table)}`, elements, line),
    ...columns.map((column) => commentOnColumn(table, column, lineOf(column))),
    ...given('indices').map((index) => [{ sql: indexSql(table, index), line: lineOf(index) }]),
  ];
}
