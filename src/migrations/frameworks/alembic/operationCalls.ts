import { drop } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import { type Call, none, type Value } from '../../values/value.ts';
import { alterColumn, alterTableComment } from './alterOperations.ts';
import { columnNames, nameArgument, nameOf, schemaOf } from './callArguments.ts';
import {
  createCheckConstraint,
  createColumnsConstraint,
  createExcludeConstraint,
  createForeignKey,
  dropConstraint,
  type TableCall,
} from './constraintCalls.ts';
import { createPart } from './constraintOperations.ts';
import { partModifiers } from './partAttributes.ts';
import { addColumn, createTable } from './tableOperations.ts';
import { columnTarget, qualified, reportNotStatic, tableTarget, type UpgradeRecord } from './upgradeRecord.ts';

/** The table that `batch_alter_table()` speaks of. */
export interface BatchTable {
  readonly table: string | undefined;
  /** What `schema=` was given; undefined where it was not. */
  readonly givenSchema: Value | undefined;
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
  // GeoAlchemy's operations for tables and columns with geometries: https://geoalchemy-2.readthedocs.io/en/latest/alembic.html
  const plainName = name.replace('_geospatial_', '_');
  const act = Object.hasOwn(tableOperations, plainName) ? tableOperations[plainName] : undefined;
  if (act === undefined) {
    return ignored.has(name);
  }
  // Without the table among the arguments, those after it come one place earlier.
  const tablePlace = tablePlaces[plainName] ?? 0;
  const table = batch?.table ?? (batch === undefined ? nameArgument(call, tablePlace, ...tableKeywords) : undefined);
  const place = (index: number): number => (batch !== undefined && index > tablePlace ? index - 1 : index);
  if (plainName === 'drop_index') {
    dropIndex(record, call, table, batch);
    return true;
  }
  if (table === undefined) {
    reportNotStatic(record, call.line, `${name}: table name`);
    return true;
  }
  const given = call.keywords.get('schema') ?? call.keywords.get('source_schema') ?? batch?.givenSchema;
  const schema = nameOf(given);
  if (schema === undefined && given !== undefined && given.kind !== 'none') {
    reportNotStatic(record, call.line, `${name} ${table}: schema`);
    return true;
  }
  act({ record, call, table, schema, place, name });
  return true;
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
    record.operations.push(drop(tableTarget(schema, table), call, { modifiers: partModifiers(call) }));
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
    addColumn(record, table, schema, argument(call, place(1), 'column'), {
      line: call.line,
      modifiers: partModifiers(call),
    });
  },
  drop_column: (given) => {
    const { record, call, table, schema } = given;
    const column = columnOf(given);
    if (column !== undefined) {
      record.operations.push(drop(columnTarget(schema, table, column), call, { modifiers: partModifiers(call) }));
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
    alterTableComment(record, table, schema, none, call.line);
  },
  create_index: ({ record, call, table, schema, place }) => {
    const columns = columnNames(argument(call, place(2), 'columns'));
    const name = argument(call, 0, 'index_name', 'name');
    createPart(record, { type: 'index', schema, table, columns, name, given: call, line: call.line });
  },
  drop_index: () => undefined,
  create_foreign_key: createForeignKey,
  create_unique_constraint: (given) => {
    createColumnsConstraint(given, 'unique');
  },
  create_primary_key: (given) => {
    createColumnsConstraint(given, 'primary key');
  },
  create_check_constraint: createCheckConstraint,
  create_exclude_constraint: createExcludeConstraint,
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

/** The table is optional, and PostgreSQL does without. */
function dropIndex(record: UpgradeRecord, call: Call, table: string | undefined, batch: BatchTable | undefined): void {
  const name = nameArgument(call, 0, 'index_name', 'name');
  const schema = schemaOf(call) ?? nameOf(batch?.givenSchema);
  if (name === undefined) {
    reportNotStatic(record, call.line, `drop_index${table === undefined ? '' : ` ${table}`}: index name`);
    return;
  }
  record.takenNames.delete(qualified(schema, name));
  const target = { kind: 'index', schema, owner: table, name } as const;
  record.operations.push(drop(target, call, { modifiers: partModifiers(call) }));
}

/** The table of `op.batch_alter_table(name, schema=...)`. */
export function batchTable(call: Call): BatchTable {
  return { table: nameArgument(call, 0, 'table_name'), givenSchema: call.keywords.get('schema') };
}
