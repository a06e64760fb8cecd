import type { OperationTarget } from '../../migrationProject.ts';
import { create } from '../../operationBuilders.ts';
import type { Modifiers } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import { type Arguments, type Call, iterate, knownText, type Value } from '../../values/value.ts';
import { callOf, columnExpression, columnNames, isCallOf, nameArgument, nameOf, schemaOf } from './callArguments.ts';
import { checkColumns } from './checkColumns.ts';
import { columnAttributes } from './columnAttributes.ts';
import { type ColumnDefinition, columnDefinition } from './columnDefinition.ts';
import { createPart } from './constraintOperations.ts';
import { createEnum, enumDefinition } from './enumType.ts';
import { partModifiers } from './partAttributes.ts';
import { sqlText } from './serverDefault.ts';
import { columnTarget, qualified, reportNotStatic, tableTarget, type UpgradeRecord } from './upgradeRecord.ts';

interface Table {
  readonly schema: string | undefined;
  readonly name: string;
  /** Undefined where the file does not list them all. */
  readonly columns: readonly string[] | undefined;
}

/** `op.create_table(name, *items)` and `sa.Table(name, metadata, *items).create(bind)`. */
export function createTable(record: UpgradeRecord, call: Call, firstItem: number): void {
  const name = nameArgument(call, 0, 'table_name', 'name');
  if (name === undefined) {
    reportNotStatic(record, call.line, 'create_table: table name');
    return;
  }
  const schema = schemaOf(call);
  const items = call.positional
    .slice(firstItem)
    .flatMap((item) => (item.kind === 'sequence' ? (iterate(item) ?? []) : [item]));
  const columns = items.map(columnDefinition).filter((column) => column !== undefined);
  const columnNamesKnown = columns.map((column) => column.name);
  const table: Table = {
    schema,
    name,
    columns: columnNamesKnown.every((column) => column !== undefined) && !call.open ? columnNamesKnown : undefined,
  };
  for (const column of columns) {
    createColumnType(record, column, schema);
  }
  record.takenNames.add(qualified(schema, name));
  const comment = call.keywords.get('comment');
  const attributes = {
    comment: comment === undefined || comment.kind === 'none' ? '' : knownText(comment),
    ...(hasPrefix(call, 'UNLOGGED') ? { persistence: 'unlogged' } : {}),
  };
  record.operations.push(create(tableTarget(schema, name), call, { attributes, modifiers: partModifiers(call) }));
  if (call.open || items.some((item) => item.kind === 'unknown' || item.kind === 'reference')) {
    reportNotStatic(record, call.line, `create_table ${name}: columns`);
  }
  const key = keyColumns(columns, items, call.open);
  for (const column of columns) {
    createColumn(record, table, column, { key, modifiers: partModifiers(call), line: column.line });
  }
  createPrimaryKey(record, table, columns, items);
  for (const column of columns) {
    createColumnParts(record, table, column, column.line);
  }
  for (const item of items) {
    createTableItem(record, table, item);
  }
}

/** `op.add_column(table, column)`: the column, and the constraints and the index that it asks for. */
export function addColumn(
  record: UpgradeRecord,
  tableName: string,
  schema: string | undefined,
  value: Value | undefined,
  { line, modifiers }: { readonly line: number; readonly modifiers: Modifiers },
): void {
  const column = value === undefined ? undefined : columnDefinition(value);
  const table: Table = { schema, name: tableName, columns: undefined };
  if (column?.name === undefined) {
    reportNotStatic(record, line, `add_column ${tableName}: column`);
    return;
  }
  createColumn(record, table, column, { key: undefined, modifiers, line });
  if (column.isPrimaryKey) {
    createPart(record, {
      type: 'primary key',
      schema,
      table: tableName,
      columns: [column.name],
      name: undefined,
      line,
    });
  }
  createColumnParts(record, table, column, line);
}

/** A table creates the enum types of its columns; `add_column` does not. */
function createColumnType(record: UpgradeRecord, column: ColumnDefinition, tableSchema: string | undefined): void {
  const definition = enumDefinition(column.type);
  if (definition?.isNative === true && definition.createsType) {
    createEnum(record, definition, definition.inheritsSchema ? tableSchema : definition.schema);
  }
}

function createColumn(
  record: UpgradeRecord,
  table: Table,
  column: ColumnDefinition,
  given: { readonly key: readonly string[] | undefined; readonly modifiers: Modifiers; readonly line: number },
): void {
  if (column.name === undefined) {
    reportNotStatic(record, column.line, `${table.name}: column name`);
    return;
  }
  const attributes = columnAttributes(column, given.key);
  const target = columnTarget(table.schema, table.name, column.name);
  record.operations.push(create(target, given, { attributes, modifiers: given.modifiers }));
}

/** The columns of the primary key; undefined where the file does not say them all. */
function keyColumns(
  columns: readonly ColumnDefinition[],
  items: readonly Value[],
  open: boolean,
): readonly string[] | undefined {
  const constraint = items.map((item) => callOf(item, 'PrimaryKeyConstraint')).find((call) => call !== undefined);
  const marked = columns.filter((column) => column.isPrimaryKey).map((column) => column.name);
  const names = constraint === undefined ? marked : expressions(constraint, constraint.positional);
  return open || names?.every((name) => name !== undefined) !== true ? undefined : names;
}

/** `prefixes=['UNLOGGED']`. */
function hasPrefix(call: Call, prefix: string): boolean {
  const prefixes = call.keywords.get('prefixes');
  return (prefixes === undefined ? [] : (iterate(prefixes) ?? [])).some((item) => knownText(item) === prefix);
}

function createPrimaryKey(
  record: UpgradeRecord,
  table: Table,
  columns: readonly ColumnDefinition[],
  items: readonly Value[],
): void {
  const marked = columns.filter((column) => column.isPrimaryKey);
  const names = marked.map((column) => column.name).filter((name) => name !== undefined);
  const first = marked[0];
  if (first !== undefined && !items.some((item) => isCallOf(item, 'PrimaryKeyConstraint'))) {
    const part = { schema: table.schema, table: table.name, columns: names, name: undefined, line: first.line };
    createPart(record, { type: 'primary key', ...part });
  }
}

function createColumnParts(record: UpgradeRecord, table: Table, column: ColumnDefinition, line: number): void {
  if (column.name === undefined) {
    return;
  }
  const part = { schema: table.schema, table: table.name, columns: [column.name], line };
  if (column.isIndexed) {
    createPart(record, { type: 'index', ...part, name: undefined, given: uniqueness(column) });
  } else if (column.isUnique) {
    createPart(record, { type: 'unique', ...part, name: undefined });
  }
  for (const foreignKey of column.foreignKeys) {
    const target = referencedColumn(argument(foreignKey, 0, 'column'));
    const references = target && { schema: target.schema, table: target.table, columns: [target.column] };
    createPart(record, {
      type: 'foreign key',
      ...part,
      name: foreignKey.keywords.get('name'),
      references,
      given: foreignKey,
    });
  }
  for (const check of column.checks) {
    createCheck(record, table, check, line, [column.name]);
  }
}

/** A constraint or an index among the arguments of create_table. */
function createTableItem(record: UpgradeRecord, table: Table, item: Value): void {
  if (item.kind !== 'call') {
    return;
  }
  const part = {
    schema: table.schema,
    table: table.name,
    name: item.keywords.get('name'),
    given: item,
    line: item.line,
  };
  if (isCallOf(item, 'PrimaryKeyConstraint', 'UniqueConstraint')) {
    const type = isCallOf(item, 'UniqueConstraint') ? 'unique' : 'primary key';
    createPart(record, { type, ...part, columns: expressions(item, item.positional) });
  } else if (isCallOf(item, 'ForeignKeyConstraint')) {
    const references = referencedColumns(argument(item, 1, 'refcolumns'));
    const columns = columnNames(argument(item, 0, 'columns'));
    createPart(record, { type: 'foreign key', ...part, name: argument(item, 2, 'name'), columns, references });
  } else if (isCallOf(item, 'CheckConstraint')) {
    createCheck(record, table, item, item.line, undefined);
  } else if (isCallOf(item, 'ExcludeConstraint')) {
    createPart(record, { type: 'exclusion', ...part, columns: excludedColumns(item.positional) });
  } else if (isCallOf(item, 'Index')) {
    const [name, ...columns] = item.positional;
    createPart(record, { type: 'index', ...part, name: part.name ?? name, columns: expressions(item, columns) });
  }
}

function createCheck(
  record: UpgradeRecord,
  table: Table,
  call: Call,
  line: number,
  fallback: readonly string[] | undefined,
): void {
  const condition = sqlText(argument(call, 0, 'sqltext'));
  const columns = condition === undefined ? fallback : checkColumns(condition, table.columns);
  const part = { schema: table.schema, table: table.name, columns, name: argument(call, 1, 'name'), line };
  createPart(record, { type: 'check', ...part, condition, given: call });
}

/** Of `unique=True, index=True` only the former says something of the index. */
function uniqueness({ call }: ColumnDefinition): Arguments {
  const unique = call.keywords.get('unique');
  return { positional: [], keywords: new Map(unique === undefined ? [] : [['unique', unique]]), open: false };
}

/** The columns of `(column, operator)` pairs. */
export function excludedColumns(pairs: readonly Value[]): readonly string[] | undefined {
  const columns = pairs.map((pair) => {
    const first = pair.kind === 'sequence' ? pair.items[0] : undefined;
    return first === undefined ? undefined : columnExpression(first);
  });
  return columns.every((column) => column !== undefined) ? columns : undefined;
}

function expressions(call: Call, values: readonly Value[]): readonly string[] | undefined {
  const columns = values.map(columnExpression);
  return !call.open && columns.every((column) => column !== undefined) ? columns : undefined;
}

interface ColumnReference {
  readonly schema: string | undefined;
  readonly table: string;
  readonly column: string;
}

/** `'table.column'` or `'schema.table.column'`. */
function referencedColumn(value: Value | undefined): ColumnReference | undefined {
  const parts = nameOf(value)?.split('.') ?? [];
  const [column, table] = [parts.at(-1), parts.at(-2)];
  const schema = parts.length > 2 ? parts.slice(0, -2).join('.') : undefined;
  return column === undefined || table === undefined ? undefined : { schema, table, column };
}

function referencedColumns(value: Value | undefined): OperationTarget['references'] {
  const references = (value === undefined ? [] : (iterate(value) ?? [])).map(referencedColumn);
  const first = references[0];
  return first === undefined || references.includes(undefined)
    ? undefined
    : { schema: first.schema, table: first.table, columns: references.flatMap((reference) => reference?.column ?? []) };
}
