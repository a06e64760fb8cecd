import type { DataChange } from '../../migrationProject.ts';
import type { Call, Value } from '../../values/value.ts';
import { calledName, callOf, nameArgument, schemaOf } from './callArguments.ts';

type Verb = 'insert' | 'update' | 'delete';

const verbs: ReadonlySet<string> = new Set(['insert', 'update', 'delete']);

/**
 * The rows that `table.update().where(...)`, `sa.delete(table)` and their like write; undefined where the table is a
 * model of another file, or nothing is written.
 */
export function rowChange(value: Value | undefined): Omit<DataChange, 'line'> | undefined {
  for (let call = value?.kind === 'call' ? value : undefined; call !== undefined; call = receiverOf(call)) {
    const verb = calledName(call) ?? '';
    if (!isVerb(verb)) continue;
    const table = tableOf(call.receiver) ?? tableOf(call.positional[0]);
    return table === undefined ? undefined : { verb, ...table };
  }
  return undefined;
}

function isVerb(name: string): name is Verb {
  return verbs.has(name);
}

function receiverOf({ receiver }: Call): Call | undefined {
  return receiver?.kind === 'call' ? receiver : undefined;
}

/** The table of `sa.table("users", ...)`, of `sa.Table("users", metadata, schema=...)`, or of what `op.create_table()` gives. */
export function tableOf(value: Value | undefined): Pick<DataChange, 'schema' | 'table'> | undefined {
  const call = callOf(value, 'table', 'Table', 'create_table');
  const name = call === undefined ? undefined : nameArgument(call, 0, 'name', 'table_name');
  return call === undefined || name === undefined ? undefined : { schema: schemaOf(call), table: name };
}
