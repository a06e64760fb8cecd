import type { Operation, OperationTarget } from '../../migrationProject.ts';
import { argument } from '../../python/arguments.ts';
import { type Call, knownText, type Value } from '../../python/value.ts';
import { conditionText } from './tableOperations.ts';
import { isCallOf, nameOf } from './callArguments.ts';
import { columnType } from './columnType.ts';
import { columnTarget, tableTarget, type UpgradeRecord } from './upgradeRecord.ts';

/** `op.alter_column(...)`: one operation for each attribute, the renaming last, as Alembic does it. */
export function alterColumn(
  record: UpgradeRecord,
  call: Call,
  table: string,
  column: string,
  schema: string | undefined,
): void {
  const target = columnTarget(schema, table, column);
  const given = (...names: string[]): Value | undefined => argument(call, undefined, ...names);
  const nullable = given('nullable');
  if (nullable !== undefined && nullable.kind !== 'none') {
    const value = nullable.kind === 'flag' ? String(!nullable.value) : undefined;
    alter(record, target, 'not null', value, call.line);
  }
  const serverDefault = given('server_default');
  if (serverDefault !== undefined && !isFalse(serverDefault)) {
    alter(record, target, 'default', defaultText(serverDefault), call.line);
  }
  const type = given('type_');
  if (type !== undefined && type.kind !== 'none') {
    alter(record, target, 'type', columnType(type), call.line);
  }
  const comment = given('comment');
  if (comment !== undefined && !isFalse(comment)) {
    alter(record, target, 'comment', knownText(comment), call.line);
  }
  const newName = nameOf(given('new_column_name', 'name'));
  if (newName !== undefined) {
    record.operations.push({ action: 'rename', target, newName, line: call.line });
  }
}

/** `op.create_table_comment(...)` and `op.drop_table_comment(...)`. */
export function alterTableComment(
  record: UpgradeRecord,
  table: string,
  schema: string | undefined,
  comment: Value | undefined,
  line: number,
): void {
  alter(record, tableTarget(schema, table), 'comment', knownText(comment), line);
}

function alter(
  record: UpgradeRecord,
  target: OperationTarget,
  attribute: string,
  value: string | undefined,
  line: number,
): void {
  const operation: Operation = { action: 'alter', target, attribute, line };
  record.operations.push(value === undefined ? operation : { ...operation, value });
}

/** Alembic's `False` means "as it was". */
function isFalse(value: Value): boolean {
  return value.kind === 'flag' && !value.value;
}

/** A default in SQL: a string is a literal to SQLAlchemy, `sa.text()` an expression. */
function defaultText(value: Value): string | undefined {
  if (isCallOf(value, 'text', 'literal_column')) {
    return conditionText(value);
  }
  const literal = knownText(value);
  return literal === undefined ? undefined : `'${literal.replaceAll("'", "''")}'`;
}
