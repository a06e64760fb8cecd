import { argument } from '../../python/arguments.ts';
import { type Call, knownText, type Value } from '../../python/value.ts';
import { alterColumn, alterTableComment } from './alterOperations.ts';
import { columnNames, isFinalName, isSet, nameArgument, nameOf, schemaOf } from './callArguments.ts';
import { checkColumns } from './checkColumns.ts';
import { type ConstraintType, createPart } from './constraintOperations.ts';
import { addColumn, conditionText, createTable, excludedColumns } from './tableOperations.ts';
import { columnTarget, qualified, reportNotStatic, tableTarget, type UpgradeRecord } from './upgradeRecord.ts';
import { conventionName } from './namingConvention.ts';

/** The table that `batch_alter_table()` speaks of. */
export interface BatchTable {
  readonly table: string | undefined;
  readonly schema: string | undefined;
}

/** Operations of Alembic that change no schema, and what only the machinery uses. */
const ignored: ReadonlySet<string> = new Set(
  'bulk_insert get_bind get_context inline_literal f batch_alter_table implementation_for register_operation'.split(
    ' ',
  ),
);

/**
 * Records what `op.<name>(...)` does, or the same within `batch_alter_table()`, where the table is not among the
 * arguments. Tells whether the operation is one of Alembic's own.
 */
export function recordOperation(
  record: UpgradeRecord,
  name: string,
  call: Call,
  batch: BatchTable | undefined,
): boolean {
  const act = tableOperations[name];
  if (act === undefined) {
    return ignored.has(name);
  }
  // Without the table among the arguments, those after it come one place earlier.
  const tablePlace = tablePlaces[name] ?? 0;
  const table = batch?.table ?? (batch === undefined ? nameArgument(call, tablePlace, ...tableKeywords) : undefined);
  const place = (index: number): number => (batch !== undefined && index > tablePlace ? index - 1 : index);
  if (name === 'drop_index') {
    dropIndex(record, call, table, batch);
    return true;
  }
  if (table === undefined) {
    reportNotStatic(record, call.line, `${name}: table name`);
    return true;
  }
  const schema = batch?.schema ?? schemaOf(call) ?? schemaOf(call, 'source_schema');
  act({ record, call, table, schema, place, name });
  return true;
}

interface TableCall {
  readonly record: UpgradeRecord;
  readonly call: Call;
  readonly table: string;
  readonly schema: string | undefined;
  /** Where an argument is, given where it is in the call without batch. */
  readonly place: (index: number) => number;
  readonly name: string;
}

const tableKeywords = ['table_name', 'source_table', 'tablename', 'table', 'source', 'old_table_name'];

/** Where the table is among the arguments; 0 where it is not listed. */
const tablePlaces: Readonly<Record<string, number>> = {
  create_check_constraint: 1,
  create_exclude_constraint: 1,
  create_foreign_key: 1,
  create_index: 1,
  create_primary_key: 1,
  create_unique_constraint: 1,
  drop_constraint: 1,
  drop_index: 1,
};

const tableOperations: Readonly<Record<string, ((given: TableCall) => void) | undefined>> = {
  create_table: ({ record, call }) => {
    createTable(record, call, 1);
  },
  drop_table: ({ record, call, table, schema }) => {
    record.takenNames.delete(qualified(schema, table));
    record.operations.push({ action: 'drop', target: tableTarget(schema, table), line: call.line });
  },
  rename_table: ({ record, call, table, schema }) => {
    const newName = nameArgument(call, 1, 'new_table_name');
    if (newName === undefined) {
      reportNotStatic(record, call.line, `rename_table ${table}: new name`);
    } else {
      record.operations.push({ action: 'rename', target: tableTarget(schema, table), newName, line: call.line });
    }
  },
  add_column: ({ record, call, table, schema, place }) => {
    addColumn(record, table, schema, argument(call, place(1), 'column'), call.line);
  },
  drop_column: (given) => {
    const { record, call, table, schema } = given;
    const column = columnOf(given);
    if (column !== undefined) {
      record.operations.push({ action: 'drop', target: columnTarget(schema, table, column), line: call.line });
    }
  },
  alter_column: (given) => {
    const column = columnOf(given);
    if (column !== undefined) {
      alterColumn(given.record, given.call, given.table, column, given.schema);
    }
  },
  create_table_comment: ({ record, call, table, schema, place }) => {
    alterTableComment(record, table, schema, argument(call, place(1), 'comment'), call.line);
  },
  drop_table_comment: ({ record, call, table, schema }) => {
    alterTableComment(record, table, schema, undefined, call.line);
  },
  create_index: ({ record, call, table, schema, place }) => {
    const columns = columnNames(argument(call, place(2), 'columns'));
    const name = argument(call, 0, 'index_name', 'name');
    createPart(record, { type: 'index', schema, table, columns, name, line: call.line });
  },
  drop_index: () => undefined,
  create_foreign_key: createForeignKey,
  create_unique_constraint: (given) => {
    createColumnsConstraint(given, 'unique');
  },
  create_primary_key: (given) => {
    createColumnsConstraint(given, 'primary key');
  },
  create_check_constraint: ({ record, call, table, schema, place }) => {
    const condition = conditionText(argument(call, place(2), 'condition'));
    const columns = condition === undefined ? undefined : checkColumns(condition, undefined);
    const name = argument(call, 0, 'constraint_name', 'name');
    createPart(record, { type: 'check', schema, table, columns, name, line: call.line });
  },
  create_exclude_constraint: ({ record, call, table, schema, place }) => {
    const columns = excludedColumns(call.positional.slice(place(2)));
    const name = argument(call, 0, 'constraint_name', 'name');
    createPart(record, { type: 'exclusion', schema, table, columns, name, line: call.line });
  },
  drop_constraint: dropConstraint,
};

/** The column's name, which must be known. */
function columnOf({ record, call, table, place, name }: TableCall): string | undefined {
  const column = nameArgument(call, place(1), 'column_name');
  if (column === undefined) {
    reportNotStatic(record, call.line, `${name} ${table}: column name`);
  }
  return column;
}

function createColumnsConstraint({ record, call, table, schema, place }: TableCall, type: ConstraintType): void {
  const columns = columnNames(argument(call, place(2), 'columns', 'local_cols', 'cols'));
  const name = argument(call, 0, 'constraint_name', 'name');
  createPart(record, { type, schema, table, columns, name, line: call.line });
}

function createForeignKey({ record, call, table, schema, place }: TableCall): void {
  const referenced = nameArgument(call, place(2), 'referent_table', 'referent');
  const remote = columnNames(argument(call, place(4), 'remote_cols'));
  const references =
    referenced === undefined || remote === undefined
      ? undefined
      : { schema: schemaOf(call, 'referent_schema'), table: referenced, columns: remote };
  const columns = columnNames(argument(call, place(3), 'local_cols'));
  const name = argument(call, 0, 'constraint_name', 'name');
  createPart(record, { type: 'foreign key', schema, table, columns, name, references, line: call.line });
}

const constraintTypes: Readonly<Record<string, ConstraintType>> = {
  foreignkey: 'foreign key',
  unique: 'unique',
  primary: 'primary key',
  check: 'check',
};

function dropConstraint({ record, call, table, schema, place }: TableCall): void {
  const written = argument(call, 0, 'constraint_name', 'name');
  const type = constraintTypes[knownText(argument(call, place(2), 'type_', 'type')) ?? ''];
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
  record.operations.push({ action: 'drop', target, line: call.line });
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

/** The table is optional, and PostgreSQL does without. */
function dropIndex(record: UpgradeRecord, call: Call, table: string | undefined, batch: BatchTable | undefined): void {
  const name = nameArgument(call, 0, 'index_name', 'name');
  const schema = batch?.schema ?? schemaOf(call);
  if (name === undefined) {
    reportNotStatic(record, call.line, `drop_index${table === undefined ? '' : ` ${table}`}: index name`);
    return;
  }
  record.takenNames.delete(qualified(schema, name));
  record.operations.push({ action: 'drop', target: { kind: 'index', schema, owner: table, name }, line: call.line });
}

/** `CREATE SEQUENCE` and its like, as SQLAlchemy's elements spell them: `CreateSequence(Sequence('s'))`. */
export function recordElement(
  record: UpgradeRecord,
  element: string,
  subject: Value | undefined,
  line: number,
): boolean {
  const action = element.startsWith('Create') ? 'create' : 'drop';
  if (/^(Create|Drop)Sequence$/.test(element) && subject?.kind === 'call') {
    const name = nameArgument(subject, 0, 'name');
    const target = { kind: 'sequence', schema: schemaOf(subject), owner: undefined, name } as const;
    record.operations.push({ action, target, line });
    return name !== undefined;
  }
  if (/^(Create|Drop)Schema$/.test(element)) {
    const name = nameOf(subject);
    if (name !== undefined) {
      record.operations.push({ action, target: { kind: 'schema', schema: undefined, owner: undefined, name }, line });
    }
    return name !== undefined;
  }
  return false;
}

/** The table of `op.batch_alter_table(name, schema=...)`. */
export function batchTable(call: Call): BatchTable {
  return { table: nameArgument(call, 0, 'table_name'), schema: isSet(call, 'schema') ? undefined : schemaOf(call) };
}
