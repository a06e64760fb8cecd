import { quoteLiteral } from '../../../catalog/identifiers.ts';
import type { Piece } from '../../generated/sqlRecorder.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { literal, quoteName, quoteNames, quotePath } from '../../generated/sqlWords.ts';
import { isTrue, listOf } from '../../javascript/given.ts';
import { entryOf } from '../../javascript/members.ts';
import { lineOf } from '../../values/text.ts';
import { type Dictionary, knownText, type Value } from '../../values/value.ts';

/** A column as a migration writes it: https://salsita.github.io/node-pg-migrate/migrations/columns */
export interface ColumnPiece extends Piece {
  readonly name: string | undefined;
  readonly isPrimaryKey: boolean;
  readonly comment: Value | undefined;
}

/** What a migration's `shorthands` stand for, by their names. */
export type Shorthands = Value | undefined;

/** `'users'` or `{ schema: 'app', name: 'users' }`, as it stands in SQL. */
export function pathOf(value: Value | undefined): string {
  const [schema, name] = namesOf(value);
  return quotePath(schema, name);
}

/** The schema and the name in `'users'` or `{ schema: 'app', name: 'users' }`. */
export function namesOf(value: Value | undefined): readonly [schema: string | undefined, name: string | undefined] {
  if (value?.kind !== 'dictionary') return [undefined, knownText(value)];
  return [knownText(entryOf(value, 'schema')), knownText(entryOf(value, 'name'))];
}

/** A value in SQL: `pgm.func('now()')` is SQL itself, lists are arrays. */
export function escaped(value: Value | undefined): string {
  if (value?.kind === 'call' && value.callee === 'pgm.func')
    return knownText(value.positional[0]) ?? literal(undefined);
  if (value?.kind === 'sequence') return `ARRAY[${value.items.map(escaped).join(',')}]`;
  return literal(value);
}

/** The columns of `createTable` and `addColumns`, each on its own line. */
export function columnPieces(
  columns: Value | undefined,
  shorthands: Shorthands,
  callLine: number,
): readonly ColumnPiece[] {
  if (columns?.kind !== 'dictionary') return [];
  const rows = columns.entries.map(({ key, value }) => {
    const line = (key.kind === 'text' ? lineOf(key) : undefined) ?? callLine;
    return { name: knownText(key), definition: expand(value, shorthands), line };
  });
  const keys = rows.filter(({ definition }) => isTrue(definition, 'primaryKey'));
  return rows.map(({ name, definition, line }) => ({
    name,
    line,
    isPrimaryKey: keys.length > 1 && isTrue(definition, 'primaryKey'),
    comment: entryOf(definition, 'comment'),
    sql: columnSql(name, definition, keys.length > 1),
  }));
}

/** `'id'`, `'string'` and what `shorthands` say are short for a definition or a type. */
function expand(value: Value, shorthands: Shorthands): Dictionary {
  const definition: Dictionary =
    value.kind === 'dictionary'
      ? value
      : { kind: 'dictionary', entries: [{ key: { kind: 'text', text: 'type', marks: [] }, value }], open: false };
  const type = knownText(entryOf(definition, 'type'));
  const short =
    type === undefined ? undefined : (entryOf(shorthands, type) ?? (type === 'id' ? idShorthand : undefined));
  if (short === undefined) return definition;
  const rest = definition.entries.filter(({ key }) => knownText(key) !== 'type');
  return { ...definition, entries: [...expand(short, undefined).entries, ...rest] };
}

const text = (written: string): Value => ({ kind: 'text', text: written, marks: [] });
const idShorthand: Dictionary = {
  kind: 'dictionary',
  entries: [
    { key: text('type'), value: text('serial') },
    { key: text('primaryKey'), value: { kind: 'flag', value: true } },
  ],
  open: false,
};

const typeAliases: Readonly<Record<string, string>> = {
  datetime: 'timestamp',
  double: 'double precision',
  float: 'real',
  fulltext: 'text',
  int: 'integer',
  string: 'text',
};

export function typeSql(value: Value | undefined): string {
  const type = knownText(value);
  if (type !== undefined) return typeAliases[type] ?? type;
  return value?.kind === 'dictionary' ? pathOf(value) : quoteName(unknownName);
}

function columnSql(name: string | undefined, definition: Dictionary, hasKeyOfSeveral: boolean): string {
  const given = (property: string) => entryOf(definition, property);
  const array = given('array');
  const words = [quoteName(name), typeSql(given('type'))];
  if (array?.kind === 'flag' && array.value) words.push('ARRAY');
  if (array?.kind === 'number') words.push(`ARRAY[${String(array.value)}]`);
  const collation = knownText(given('collation'));
  if (collation !== undefined) words.push(`COLLATE ${collation}`);
  if (given('default') !== undefined) words.push(`DEFAULT ${escaped(given('default'))}`);
  if (isTrue(definition, 'unique')) words.push('UNIQUE');
  if (isTrue(definition, 'primaryKey') && !hasKeyOfSeveral) words.push('PRIMARY KEY');
  if (isTrue(definition, 'notNull')) words.push('NOT NULL');
  const check = given('check');
  if (check !== undefined) words.push(`CHECK (${knownText(check) ?? quoteName(unknownName)})`);
  if (given('references') !== undefined) {
    const named = knownText(given('referencesConstraintName'));
    words.push(`${named === undefined ? '' : `CONSTRAINT ${quoteName(named)} `}${referencesSql(definition)}`);
  }
  if (isTrue(definition, 'deferrable')) words.push(deferrable(definition));
  const identity = given('sequenceGenerated');
  if (identity?.kind === 'dictionary') {
    words.push(`GENERATED ${knownText(entryOf(identity, 'precedence')) ?? 'BY DEFAULT'} AS IDENTITY`);
  }
  const generated = knownText(given('expressionGenerated'));
  if (generated !== undefined) words.push(`GENERATED ALWAYS AS (${generated}) STORED`);
  return words.join(' ');
}

function deferrable(definition: Value): string {
  return `DEFERRABLE INITIALLY ${isTrue(definition, 'deferred') ? 'DEFERRED' : 'IMMEDIATE'}`;
}

function referencesSql(definition: Value): string {
  const references = entryOf(definition, 'references');
  const written = knownText(references)?.trim();
  // A text with brackets or quotes is SQL itself.
  const target = written !== undefined && /^"|\)$/.test(written) ? written : pathOf(references);
  const onDelete = knownText(entryOf(definition, 'onDelete'));
  const onUpdate = knownText(entryOf(definition, 'onUpdate'));
  return [
    `REFERENCES ${target}`,
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate}`]),
  ].join(' ');
}

/** What `constraints` of a table and `addConstraint` ask for, with the names that node-pg-migrate gives. */
export function constraintPieces(
  table: string | undefined,
  name: string | undefined,
  options: Value | undefined,
  line: number,
): readonly Piece[] {
  const named = (byDefault: string) => `CONSTRAINT ${quoteName(name ?? `${table ?? unknownName}_${byDefault}`)}`;
  const columns = (value: Value | undefined) => listOf(value).map((item) => knownText(item));
  const found: string[] = [];
  const checks = entryOf(options, 'check');
  for (const [index, check] of listOf(checks).entries()) {
    const byDefault = checks?.kind === 'sequence' ? `chck_${String(index + 1)}` : 'chck';
    found.push(`${named(byDefault)} CHECK (${knownText(check) ?? quoteName(unknownName)})`);
  }
  const unique = listOf(entryOf(options, 'unique'));
  for (const set of unique.some(({ kind }) => kind === 'sequence')
    ? unique.map(columns)
    : [unique.map((item) => knownText(item))]) {
    if (set.length > 0) found.push(`${named(`uniq_${set.join('_')}`)} UNIQUE ${quoteNames(set)}`);
  }
  const key = columns(entryOf(options, 'primaryKey'));
  if (key.length > 0) found.push(`${named('pkey')} PRIMARY KEY ${quoteNames(key)}`);
  for (const foreignKey of listOf(entryOf(options, 'foreignKeys'))) {
    const over = columns(entryOf(foreignKey, 'columns'));
    const own = knownText(entryOf(foreignKey, 'referencesConstraintName'));
    const title = own === undefined ? named(`fk_${over.join('_')}`) : `CONSTRAINT ${quoteName(own)}`;
    found.push(`${title} FOREIGN KEY ${quoteNames(over)} ${referencesSql(foreignKey)}`);
  }
  const exclude = knownText(entryOf(options, 'exclude'));
  if (exclude !== undefined) found.push(`${named('excl')} EXCLUDE ${exclude}`);
  const ending = isTrue(options, 'deferrable') && options !== undefined ? ` ${deferrable(options)}` : '';
  return found.map((sql) => ({ sql: sql + ending, line }));
}

export function commentSql(what: string, comment: Value | undefined): string {
  return `COMMENT ON ${what} IS ${comment?.kind === 'none' ? 'NULL' : quoteLiteral(knownText(comment) ?? unknownName)}`;
}
