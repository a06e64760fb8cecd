import { quoteIdentifier } from '../../../catalog/identifiers.ts';
import type { OperationTarget } from '../../migrationProject.ts';
import { alter, create, drop } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import { lineOf } from '../../values/text.ts';
import { type Call, iterate, knownText, type Value } from '../../values/value.ts';
import { nameOf } from './callArguments.ts';
import { columnTarget, reportNotStatic, type UpgradeRecord } from './upgradeRecord.ts';

/**
 * `op.sync_enum_values(schema, name, values, columns, renamed)` of alembic-postgresql-enum, by place or by keyword: it
 * makes a type of exactly these values, moves the columns to it, and drops the one before.
 */
export function syncEnumValues(record: UpgradeRecord, call: Call): void {
  const schema = nameOf(argument(call, 0, 'enum_schema', 'schema'));
  const name = nameOf(argument(call, 1, 'enum_name', 'name'));
  const values = argument(call, 2, 'new_values');
  const listed = values === undefined ? undefined : iterate(values);
  if (name === undefined || listed === undefined) {
    reportNotStatic(record, call.line, 'sync_enum_values');
    return;
  }
  const value = (label: string | undefined): OperationTarget => ({
    kind: 'enum value',
    schema,
    owner: name,
    name: label,
  });
  for (const pair of iterate(argument(call, 4, 'enum_values_to_rename') ?? { kind: 'none' }) ?? []) {
    const [before, after] = (iterate(pair) ?? []).map(nameOf);
    if (before !== undefined && after !== undefined) {
      record.operations.push({ action: 'rename', target: value(before), newName: after, line: call.line });
    }
  }
  record.operations.push(drop(value(undefined), call));
  for (const item of listed) {
    const line = (item.kind === 'text' ? lineOf(item) : undefined) ?? call.line;
    if (nameOf(item) === undefined) reportNotStatic(record, line, `enum ${name}: values`);
    else record.operations.push(create(value(nameOf(item)), { line }));
  }
  const type = `${quoteIdentifier(schema ?? 'public')}.${quoteIdentifier(name)}`;
  for (const column of iterate(argument(call, 3, 'affected_columns') ?? { kind: 'none' }) ?? []) {
    const target = affectedColumn(column, schema);
    if (target !== undefined) {
      record.operations.push(alter(target, 'type', type, call.line, { 'using expression': true }));
    }
  }
}

/** `("orders", "status")`, or `TableReference(table_schema=..., table_name="orders", column_name="status", ...)`. */
function affectedColumn(value: Value, schema: string | undefined): OperationTarget | undefined {
  const [table, column] = value.kind === 'sequence' ? value.items.map(nameOf) : [];
  if (table !== undefined && column !== undefined) return columnTarget(schema, table, column);
  if (value.kind !== 'call') return undefined;
  const text = (place: number, keyword: string) => knownText(argument(value, place, keyword));
  const [named, ofTable] = [text(0, 'table_name'), text(1, 'column_name')];
  return named === undefined || ofTable === undefined
    ? undefined
    : columnTarget(knownText(value.keywords.get('table_schema')) ?? schema, named, ofTable);
}
