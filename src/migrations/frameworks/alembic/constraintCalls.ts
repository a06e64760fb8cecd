import { drop } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { columnNames, isFinalName, nameArgument, nameOf, schemaOf } from './callArguments.ts';
import { checkColumns } from './checkColumns.ts';
import { type ConstraintType, createPart } from './constraintOperations.ts';
import { conventionName } from './namingConvention.ts';
import { partModifiers } from './partAttributes.ts';
import { sqlText } from './serverDefault.ts';
import { excludedColumns } from './tableOperations.ts';
import { qualified, reportNotStatic, type UpgradeRecord } from './upgradeRecord.ts';

/** An operation on a table, as called. */
export interface TableCall {
  readonly record: UpgradeRecord;
  readonly call: Call;
  readonly table: string;
  readonly schema: string | undefined;
  /** Where an argument is, given where it is in the call without batch. */
  readonly place: (index: number) => number;
  readonly name: string;
}

export function createCheckConstraint({ record, call, table, schema, place }: TableCall): void {
  const condition = sqlText(argument(call, place(2), 'condition'));
  const columns = condition === undefined ? undefined : checkColumns(condition, undefined);
  const name = argument(call, 0, 'constraint_name', 'name');
  createPart(record, { type: 'check', schema, table, columns, name, condition, given: call, line: call.line });
}

export function createExcludeConstraint({ record, call, table, schema, place }: TableCall): void {
  const columns = excludedColumns(call.positional.slice(place(2)));
  const name = argument(call, 0, 'constraint_name', 'name');
  createPart(record, { type: 'exclusion', schema, table, columns, name, given: call, line: call.line });
}

/** `op.create_unique_constraint()` and `op.create_primary_key()`. */
export function createColumnsConstraint({ record, call, table, schema, place }: TableCall, type: ConstraintType): void {
  const columns = columnNames(argument(call, place(2), 'columns', 'local_cols', 'cols'));
  const name = argument(call, 0, 'constraint_name', 'name');
  createPart(record, { type, schema, table, columns, name, given: call, line: call.line });
}

export function createForeignKey({ record, call, table, schema, place }: TableCall): void {
  const referenced = nameArgument(call, place(2), 'referent_table', 'referent');
  const remote = columnNames(argument(call, place(4), 'remote_cols'));
  const references =
    referenced === undefined || remote === undefined
      ? undefined
      : { schema: schemaOf(call, 'referent_schema'), table: referenced, columns: remote };
  const columns = columnNames(argument(call, place(3), 'local_cols'));
  const name = argument(call, 0, 'constraint_name', 'name');
  createPart(record, { type: 'foreign key', schema, table, columns, name, references, given: call, line: call.line });
}

const constraintTypes: ReadonlyMap<string, ConstraintType> = new Map([
  ['foreignkey', 'foreign key'],
  ['unique', 'unique'],
  ['primary', 'primary key'],
  ['check', 'check'],
]);

export function dropConstraint({ record, call, table, schema, place }: TableCall): void {
  const written = argument(call, 0, 'constraint_name', 'name');
  const type = constraintTypes.get(knownText(argument(call, place(2), 'type_', 'type')) ?? '');
  const name = droppedName(record, written, type, table, schema);
  if (name === undefined) {
    reportNotStatic(record, call.line, `drop_constraint ${table}: constraint name`);
    return;
  }
  record.takenNames.delete(qualified(schema, name));
  const target = {
    kind: 'constraint',
    schema,
    owner: table,
    name,
    ...(type === undefined ? {} : { constraintType: type }),
  } as const;
  record.operations.push(drop(target, call, { modifiers: partModifiers(call) }));
}

/** A naming convention that embeds the name, as one for checks mostly does, holds for dropping too. */
function droppedName(
  record: UpgradeRecord,
  written: Value | undefined,
  type: ConstraintType | undefined,
  table: string,
  schema: string | undefined,
): string | undefined {
  const name = nameOf(written);
  const template = type === 'check' ? record.convention.ck : undefined;
  if (name === undefined || isFinalName(written) || template?.includes('%(constraint_name)s') !== true) {
    return name;
  }
  return conventionName(template, { schema, table, columns: [], constraintName: name }) ?? name;
}
