import type { DataChange } from '../../migrationProject.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import type { Host, Machine } from '../../python/machine.ts';
import { lineOf, textOf } from '../../values/text.ts';
import { type Arguments, type Call, flag, knownText, type Value } from '../../values/value.ts';
import { calledName, callOf, isCallOf } from './callArguments.ts';
import { createEnum, dropEnum, enumDefinition } from './enumType.ts';
import { entityOperations } from './entityOperations.ts';
import { syncEnumValues } from './enumSync.ts';
import { recordElement } from './elementOperations.ts';
import { type BatchTable, batchTable, recordOperation } from './operationCalls.ts';
import { executedText, isRowExpression, recordSql } from './rawSql.ts';
import { rowChange, tableOf } from './rowChanges.ts';
import { createTable } from './tableOperations.ts';
import { reportNotStatic, tableTarget, type UpgradeRecord } from './upgradeRecord.ts';

/** Whether what the file does counts: only while upgrade() runs, not while the module is loaded. */
export interface Recording {
  active: boolean;
  machine: Machine | undefined;
}

/** Gives calls of Alembic's and SQLAlchemy's functions their effect on the record. */
export function createUpgradeHost(record: UpgradeRecord, recording: Recording, sql: SqlOperationReader): Host {
  const plugins = new Set<string>();

  const call = (made: Call): Value | undefined => {
    const transparent = transparentResult(made, recording.machine);
    if (transparent !== undefined || !recording.active) {
      return transparent;
    }
    const before = record.operations.length;
    run(made);
    // Within a branch that only running decides.
    if ((recording.machine?.undecided ?? 0) > 0) {
      for (const [index, operation] of record.operations.entries()) {
        if (index >= before) record.operations[index] = { ...operation, conditional: true };
      }
    }
    return undefined;
  };

  const run = (made: Call): void => {
    const operation = operationOf(made);
    if (calledName(made) === 'autocommit_block' || isAutocommit(made)) {
      record.transactional = false;
    } else if (operation?.name === 'execute' || (operation === undefined && isExecution(made))) {
      execute(made);
    } else if (operation !== undefined) {
      runOperation(operation.name, operation.batch, made);
    } else if (made.receiver?.kind === 'call') {
      runMethod(made.receiver, calledName(made) ?? '', made.line);
    } else if (
      handsOverOperations(made) ||
      /\.(create_all|drop_all|__table__\.create|__table__\.drop)$/.test(made.callee)
    ) {
      reportNotStatic(record, made.line, made.callee);
    }
  };

  const execute = (made: Call): void => {
    const statement = made.positional[0] ?? made.keywords.get('sqltext') ?? made.keywords.get('statement');
    const text = executedText(statement);
    if (text !== undefined) {
      recordSql(record, text, lineOf(text) ?? made.line, sql);
    } else if (
      statement?.kind === 'call' &&
      recordElement(record, calledName(statement) ?? '', statement.positional[0], made.line)
    ) {
      return;
    } else if (isRowExpression(statement)) {
      recordRows(rowChange(statement), made.line);
    } else {
      reportNotStatic(record, made.line, 'execute: SQL');
    }
  };

  const recordRows = (change: Omit<DataChange, 'line'> | undefined, line: number): void => {
    if (change !== undefined) {
      record.dataChanges.push({ ...change, line });
    }
  };

  const runOperation = (name: string, batch: BatchTable | undefined, made: Call): void => {
    const entities = name.endsWith('_entity') ? entityOperations(name, made, sql) : undefined;
    if (entities !== undefined) {
      record.operations.push(...entities);
    } else if (name === 'sync_enum_values') {
      syncEnumValues(record, made);
    } else if (name === 'bulk_insert') {
      const table = tableOf(made.positional[0] ?? made.keywords.get('table'));
      recordRows(table === undefined ? undefined : { verb: 'insert', ...table }, made.line);
    } else if (!recordOperation(record, name, made, batch) && !plugins.has(name)) {
      plugins.add(name);
      reportNotStatic(record, made.line, `op.${name}`);
    }
  };

  /** `sa.Enum(...).create(bind)`, `table.create(bind)`, `metadata.create_all(bind)`. */
  const runMethod = (receiver: Call, name: string, line: number): void => {
    const definition = enumDefinition(receiver);
    if (name === 'create' && definition?.isNative === true) {
      createEnum(record, definition);
    } else if (name === 'drop' && definition !== undefined) {
      dropEnum(record, definition, line);
    } else if (name === 'create' && isCallOf(receiver, 'Table')) {
      createTable(record, receiver, 2);
    } else if (name === 'drop' && isCallOf(receiver, 'Table')) {
      const table = receiver.positional[0]?.kind === 'text' ? receiver.positional[0].text : undefined;
      if (table !== undefined) {
        record.operations.push({ action: 'drop', target: tableTarget(undefined, table), line });
      }
    } else if (['create', 'drop'].includes(name) && isCallOf(receiver, 'Sequence')) {
      recordElement(record, name === 'create' ? 'CreateSequence' : 'DropSequence', receiver, line);
    } else if (name === 'create_all' || name === 'drop_all') {
      reportNotStatic(record, line, `${receiver.callee}().${name}`);
    }
  };

  return { call, attribute };
}

/** Calls that change nothing of interest about a value, or whose result is known for PostgreSQL. */
function transparentResult(made: Call, machine: Machine | undefined): Value | undefined {
  const name = calledName(made);
  const receiver = made.receiver;
  if (name === 'is_offline_mode') {
    return flag(false);
  }
  if (
    receiver?.kind === 'call' &&
    /^(with_variant|bindparams|columns|execution_options|copy|_copy)$/.test(name ?? '')
  ) {
    return receiver;
  }
  const callable = made.keywords.get('values_callable');
  if (isCallOf(made, 'Enum', 'ENUM') && callable?.kind === 'function' && machine !== undefined) {
    const given: Arguments = { positional: made.positional.slice(0, 1), keywords: new Map(), open: false };
    return {
      ...made,
      keywords: new Map([...made.keywords, ['values_callable', machine.callFunction(callable, given)]]),
    };
  }
  return undefined;
}

/** `bind.dialect.name` is what a migration asks in order to do something else on another database. */
function attribute(receiver: Value, name: string): Value | undefined {
  const last =
    receiver.kind === 'method' ? receiver.name : receiver.kind === 'reference' ? receiver.path.split('.').at(-1) : '';
  return name === 'name' && (last === 'dialect' || last === 'engine') ? textOf('postgresql') : undefined;
}

/** The operation that a call runs: of `alembic.op`, or of the batch that it is called on. */
function operationOf(made: Call): { name: string; batch: BatchTable | undefined } | undefined {
  const direct = /^(?:alembic\.)?op\.(\w+)$/.exec(made.callee)?.[1];
  if (direct !== undefined) {
    return { name: direct, batch: undefined };
  }
  const batch = callOf(made.receiver, 'batch_alter_table');
  return batch === undefined ? undefined : { name: calledName(made) ?? '', batch: batchTable(batch) };
}

/** `connection.execute(...)` and its like, of whatever the file calls its connection. */
function isExecution(made: Call): boolean {
  return /\.(execute|exec_driver_sql|scalar|scalars)$/.test(made.callee) && made.positional.length > 0;
}

/** `connection.execution_options(isolation_level="AUTOCOMMIT")`. */
function isAutocommit(made: Call): boolean {
  return knownText(made.keywords.get('isolation_level'))?.toUpperCase() === 'AUTOCOMMIT';
}

/** True where a function of another file is given `op`, and so may do anything. */
function handsOverOperations(made: Call): boolean {
  const given = [...made.positional, ...made.keywords.values()];
  return given.some((value) => value.kind === 'reference' && value.path === 'alembic.op');
}
