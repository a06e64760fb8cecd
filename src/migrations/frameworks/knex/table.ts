import { knownText, type Call, type Value } from '../../values/value.ts';
import { entryOf } from '../../javascript/members.ts';
import type { Piece, SqlRecorder } from '../../generated/sqlRecorder.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames, quotePath, withBrackets } from '../../generated/sqlWords.ts';
import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { alterColumnSql, columnSql, type KnexColumn } from './column.ts';

/** A table of Knex's builder while its callback runs. */
export interface KnexTable {
  readonly schema: string | undefined;
  readonly name: string;
  readonly columns: KnexColumn[];
  /** The primary key of a new table stands in CREATE TABLE. */
  primaryKey: Piece | undefined;
  readonly checks: Piece[];
  /** Statements after the table or its columns, made when the callback has ended. */
  readonly later: (() => readonly Piece[])[];
}

/** A foreign key while its chain goes on. */
export interface KnexForeignKey {
  readonly columns: readonly (string | undefined)[];
  readonly line: number;
  name: string | undefined;
  table: string | undefined;
  references: readonly (string | undefined)[];
  readonly actions: string[];
}

export function newTable(schema: string | undefined, name: string): KnexTable {
  const [first = name, second] = name.split('.');
  const path = second === undefined ? { schema, name } : { schema: first, name: second };
  return { ...path, columns: [], primaryKey: undefined, checks: [], later: [] };
}

export function tablePath({ schema, name }: Pick<KnexTable, 'schema' | 'name'>): string {
  return quotePath(schema, name);
}

/** `table_columns_kind`, as Knex's _indexCommand() makes it. */
export function defaultName(
  { name }: Pick<KnexTable, 'name'>,
  columns: readonly (string | undefined)[],
  kind: 'unique' | 'index' | 'foreign',
): string {
  return `${name.replaceAll(/[.-]/g, '_')}_${columns.map((each) => each ?? unknownName).join('_')}_${kind}`.toLowerCase();
}

/** The names in `'a'` or `['a', 'b']`. */
export function namesIn(value: Value | undefined): readonly (string | undefined)[] {
  if (value?.kind === 'sequence') return value.open ? [undefined] : value.items.map((item) => knownText(item));
  return [knownText(value)];
}

/** A name given as such, or as a property of an object. */
export function nameIn(value: Value | undefined, property: string): string | undefined {
  return knownText(value) ?? knownText(entryOf(value, property));
}

export function foreignKeySql(table: KnexTable, key: KnexForeignKey): readonly Piece[] {
  if (key.table === undefined) return [];
  const name = quoteName(key.name ?? defaultName(table, key.columns, 'foreign'));
  const target = key.table.split('.');
  const path = target.length === 2 ? quotePath(target[0], target[1]) : quoteName(key.table);
  return [
    {
      sql: `ALTER TABLE ${tablePath(table)} ADD CONSTRAINT ${name} FOREIGN KEY ${quoteNames(key.columns)} REFERENCES ${path} ${quoteNames(key.references)} ${key.actions.join(' ')}`,
      line: key.line,
    },
  ];
}

/** Statements about a table as a whole; undefined where the method is none. */
export function tableStatement(table: KnexTable, method: string, call: Call): string | undefined {
  const [first, second] = call.positional;
  const alter = `ALTER TABLE ${tablePath(table)}`;
  const names = namesIn(first);
  switch (method) {
    case 'dropColumn':
    case 'dropColumns': {
      const all = call.positional.flatMap(namesIn);
      return `${alter} ${all.map((name) => `DROP COLUMN ${quoteName(name)}`).join(', ')}`;
    }
    case 'renameColumn':
      return `${alter} RENAME ${quoteName(knownText(first))} TO ${quoteName(knownText(second))}`;
    case 'dropTimestamps': {
      const isCamel = first?.kind === 'flag' && first.value;
      return `${alter} DROP COLUMN ${isCamel ? '"createdAt"' : 'created_at'}, DROP COLUMN ${isCamel ? '"updatedAt"' : 'updated_at'}`;
    }
    case 'setNullable':
    case 'dropNullable':
      return `${alter} ALTER COLUMN ${quoteName(knownText(first))} ${method === 'setNullable' ? 'DROP' : 'SET'} NOT NULL`;
    case 'dropPrimary':
      return `${alter} DROP CONSTRAINT ${quoteName(knownText(first) ?? `${table.name}_pkey`)}`;
    case 'dropUnique':
    case 'dropForeign': {
      const kind = method === 'dropUnique' ? 'unique' : 'foreign';
      return `${alter} DROP CONSTRAINT ${quoteName(knownText(second) ?? defaultName(table, names, kind))}`;
    }
    case 'dropChecks':
      return `${alter} ${call.positional
        .flatMap(namesIn)
        .map((name) => `DROP CONSTRAINT ${quoteName(name)}`)
        .join(', ')}`;
    case 'dropIndex':
      return `DROP INDEX ${quotePath(table.schema, knownText(second) ?? defaultName(table, names, 'index'))}`;
    case 'index': {
      const kind = knownText(entryOf(call.positional[2], 'indexType'))?.toLowerCase() === 'unique' ? 'UNIQUE ' : '';
      const using = knownText(entryOf(call.positional[2], 'storageEngineIndexType')) ?? knownText(call.positional[2]);
      const name = nameIn(second, 'indexName') ?? defaultName(table, names, 'index');
      return `CREATE ${kind}INDEX ${quoteName(name)} ON ${tablePath(table)} ${using === undefined ? '' : `USING ${using} `}${quoteNames(names)}`;
    }
    case 'unique': {
      const name = quoteName(nameIn(second, 'indexName') ?? defaultName(table, names, 'unique'));
      const isIndex = entryOf(second, 'useConstraint')?.kind === 'flag' || entryOf(second, 'predicate') !== undefined;
      return isIndex
        ? `CREATE UNIQUE INDEX ${name} ON ${tablePath(table)} ${quoteNames(names)}`
        : `${alter} ADD CONSTRAINT ${name} UNIQUE ${quoteNames(names)}`;
    }
    case 'comment':
      return `COMMENT ON TABLE ${tablePath(table)} IS ${quoteLiteral(knownText(first) ?? unknownName)}`;
    default:
      return undefined;
  }
}

/** Writes what the callback of `createTable` has gathered. */
export function recordCreate(recorder: SqlRecorder, table: KnexTable, line: number, ifNotExists: boolean): void {
  const elements = [
    ...table.columns.map((column): Piece => ({ sql: columnSql(column), line: column.line })),
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.checks,
  ];
  recorder.add(
    ...withBrackets(`CREATE TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${tablePath(table)}`, elements, line),
  );
  recordLater(recorder, table);
}

/** Writes what the callback of `alterTable` has gathered: columns first, as Knex does. */
export function recordAlter(recorder: SqlRecorder, table: KnexTable): void {
  for (const column of table.columns) {
    const commands = column.alters === undefined ? [`ADD COLUMN ${columnSql(column)}`] : alterColumnSql(column);
    for (const command of commands)
      recorder.add({ sql: `ALTER TABLE ${tablePath(table)} ${command}`, line: column.line });
  }
  for (const { sql, line } of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.checks]) {
    recorder.add({ sql: `ALTER TABLE ${tablePath(table)} ADD ${sql}`, line });
  }
  recordLater(recorder, table);
}

function recordLater(recorder: SqlRecorder, table: KnexTable): void {
  for (const { name, comment, line } of table.columns) {
    if (comment !== undefined) {
      recorder.add({
        sql: `COMMENT ON COLUMN ${tablePath(table)}.${quoteName(name)} IS ${quoteLiteral(comment)}`,
        line,
      });
    }
  }
  for (const statement of table.later) for (const piece of statement()) recorder.add(piece);
}
