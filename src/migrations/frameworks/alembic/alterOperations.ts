import type { OperationTarget } from '../../migrationProject.ts';
import { alter as alterOf } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { callOf, isCallOf, isSet, nameOf } from './callArguments.ts';
import { columnType } from './columnType.ts';
import { defaultText } from './serverDefault.ts';
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
    if (isCallOf(serverDefault, 'Identity', 'Computed')) {
      alterGenerated(record, target, serverDefault, call.line);
    } else {
      alter(record, target, 'default', defaultText(serverDefault), call.line);
    }
  }
  const type = given('type_');
  if (type !== undefined && type.kind !== 'none') {
    const modifiers = { 'using expression': call.keywords.has('postgresql_using') };
    record.operations.push(alterOf(target, 'type', columnType(type), call.line, modifiers));
  }
  const comment = given('comment');
  if (comment !== undefined && !isFalse(comment)) {
    alter(record, target, 'comment', commentText(comment), call.line);
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
  alter(record, tableTarget(schema, table), 'comment', commentText(comment), line);
}

function alter(
  record: UpgradeRecord,
  target: OperationTarget,
  attribute: string,
  value: string | undefined,
  line: number,
): void {
  record.operations.push(alterOf(target, attribute, value, line));
}

/** None takes a comment away. */
function commentText(comment: Value | undefined): string | undefined {
  return comment?.kind === 'none' ? '' : knownText(comment);
}

/** `server_default=sa.Identity(...)` makes an identity column of one that was none. */
function alterGenerated(record: UpgradeRecord, target: OperationTarget, value: Value, line: number): void {
  const identity = callOf(value, 'Identity');
  const isAlways = identity !== undefined && isSet(identity, 'always');
  if (identity === undefined) alter(record, target, 'generated', undefined, line);
  else alter(record, target, 'identity', isAlways ? 'always' : 'by default', line);
}

/** Alembic's `False` means "as it was". */
function isFalse(value: Value): boolean {
  return value.kind === 'flag' && !value.value;
}
