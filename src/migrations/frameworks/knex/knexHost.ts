import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { lastName, receiverOf } from '../../javascript/calls.ts';
import type { Host } from '../../javascript/machine.ts';
import { entryOf } from '../../javascript/members.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import type { Entry, SqlRecorder } from '../../generated/sqlRecorder.ts';
import { bindParameters } from '../../generated/bindParameters.ts';
import { literal, quoteName, quoteNames, quotePath } from '../../generated/sqlWords.ts';
import type { DataChange } from '../../migrationProject.ts';
import type { Text } from '../../values/text.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { isFlag, type KnexColumn, knexType } from './column.ts';
import {
  foreignKeySql,
  type KnexForeignKey,
  type KnexTable,
  nameIn,
  namesIn,
  newTable,
  recordAlter,
  recordCreate,
  tableStatement,
} from './table.ts';

/** What a migration is given: `exports.up = (knex) => ...`, a transaction too. */
export const knexValue: Value = { kind: 'reference', path: 'knex' };

const writingMethods: Readonly<Record<string, DataChange['verb']>> = {
  del: 'delete',
  delete: 'delete',
  insert: 'insert',
  truncate: 'truncate',
  update: 'update',
};

/** Does what Knex's schema builder does, https://knexjs.org/guide/schema-builder.html */
export function createKnexHost(recorder: SqlRecorder): Host {
  const schemas = new Map<Value, string | undefined>();
  const tables = new Map<Value, KnexTable>();
  const columns = new Map<Value, { readonly table: KnexTable; readonly column: KnexColumn; key?: KnexForeignKey }>();
  const keys = new Map<Value, KnexForeignKey>();
  const raws = new Map<Value, { readonly text: Text; readonly entry: Entry }>();
  const queries = new Map<Value, string | undefined>();
  let current: KnexTable | undefined;

  const call = (made: Call): Value | undefined => {
    const name = lastName(made);
    const receiver = receiverOf(made);
    const path = receiver.kind === 'reference' ? receiver.path : undefined;
    const table = tables.get(receiver) ?? (path === 'this' ? current : undefined);
    const column = columns.get(receiver);
    const key = keys.get(receiver);
    if (made.callee === 'knex' || (path === 'knex' && /^(?:table|from|into)$/.test(name))) return beginQuery(made);
    if (queries.has(receiver)) return continueQuery(made, name, receiver);
    if (table !== undefined) return callTable(table, name, made);
    if (column !== undefined) {
      callColumn(column, name, made);
      return receiver;
    }
    if (key !== undefined) {
      continueKey(key, name, made);
      return receiver;
    }
    if (path === 'knex.schema' || schemas.has(receiver)) return callSchema(name, made, schemas.get(receiver));
    if (path === 'knex') return callKnex(name, made);
    const isBuilder = (value: Value): boolean =>
      tables.has(value) || (value.kind === 'reference' && /^knex(?:\.schema)?$/.test(value.path));
    // A function of another file that is given a builder may do anything with it.
    if (made.positional.some(isBuilder)) recorder.notStatic(made.line, made.callee);
    return undefined;
  };

  const callKnex = (name: string, made: Call): Value | undefined => {
    const [first, second] = made.positional;
    if (name === 'raw' && first?.kind === 'text') {
      const text = bindParameters(first, second);
      raws.set(made, { text, entry: recorder.addText(text, made.line) });
    } else if (name === 'raw') {
      recorder.notStatic(made.line, 'knex.raw: SQL');
    } else if (name === 'transaction' && first?.kind === 'closure') {
      return first.call({ positional: [knexValue], keywords: new Map(), open: true });
    } else if (name === 'batchInsert') {
      change('insert', knownText(first), made.line);
    } else if (name === 'withSchema') {
      queries.set(made, undefined);
    }
    return undefined;
  };

  const change = (verb: DataChange['verb'], table: string | undefined, line: number): void => {
    if (table === undefined) return;
    const { schema, name } = newTable(undefined, table);
    recorder.addChange({ verb, schema, table: name, line });
  };

  const beginQuery = (made: Call): Value => {
    queries.set(made, knownText(made.positional[0]));
    return made;
  };

  const continueQuery = (made: Call, name: string, receiver: Value): Value => {
    const verb = Object.hasOwn(writingMethods, name) ? writingMethods[name] : undefined;
    const table =
      queries.get(receiver) ?? (/^(?:into|from|table)$/.test(name) ? knownText(made.positional[0]) : undefined);
    if (verb !== undefined) change(verb, table, made.line);
    queries.set(made, table);
    return made;
  };

  const callSchema = (name: string, made: Call, schema: string | undefined): Value => {
    const [first, second] = made.positional;
    const line = made.line;
    schemas.set(made, name === 'withSchema' ? knownText(first) : schema);
    const path = () => quotePath(schema, knownText(first));
    const ifExists = name.endsWith('IfExists') ? 'IF EXISTS ' : '';
    switch (name) {
      case 'createTable':
      case 'createTableIfNotExists':
      case 'alterTable':
      case 'table': {
        const table = newTable(schema, knownText(first) ?? unknownName);
        runTable(table, second, line);
        if (name.startsWith('create')) recordCreate(recorder, table, line, name.endsWith('IfNotExists'));
        else recordAlter(recorder, table);
        break;
      }
      case 'createTableLike':
        recorder.add({
          sql: `CREATE TABLE ${path()} (LIKE ${quotePath(schema, knownText(second))} INCLUDING ALL)`,
          line,
        });
        break;
      case 'dropTable':
      case 'dropTableIfExists':
        recorder.add({ sql: `DROP TABLE ${ifExists}${path()}`, line });
        break;
      case 'renameTable':
        recorder.add({ sql: `ALTER TABLE ${path()} RENAME TO ${quoteName(knownText(second))}`, line });
        break;
      case 'createSchema':
      case 'createSchemaIfNotExists':
        recorder.add({
          sql: `CREATE SCHEMA ${name.endsWith('s') ? 'IF NOT EXISTS ' : ''}${quoteName(knownText(first))}`,
          line,
        });
        break;
      case 'dropSchema':
      case 'dropSchemaIfExists':
        recorder.add({
          sql: `DROP SCHEMA ${ifExists}${quoteName(knownText(first))}${isFlag(second, true) ? ' CASCADE' : ''}`,
          line,
        });
        break;
      case 'createView':
      case 'createViewOrReplace':
      case 'createOrReplaceView':
        recorder.add({
          sql: `CREATE ${name === 'createView' ? '' : 'OR REPLACE '}VIEW ${path()} AS SELECT ${quoteLiteral(unknownName)}`,
          line,
        });
        break;
      case 'createMaterializedView':
        recorder.add({ sql: `CREATE MATERIALIZED VIEW ${path()} AS SELECT ${quoteLiteral(unknownName)}`, line });
        break;
      case 'dropView':
      case 'dropViewIfExists':
        recorder.add({ sql: `DROP VIEW ${ifExists}${path()}`, line });
        break;
      case 'dropMaterializedView':
      case 'dropMaterializedViewIfExists':
        recorder.add({ sql: `DROP MATERIALIZED VIEW ${ifExists}${path()}`, line });
        break;
      case 'raw':
        if (first?.kind === 'text') recorder.addText(bindParameters(first, second), line);
        else recorder.notStatic(line, 'raw: SQL');
        break;
      case 'hasTable':
      case 'hasColumn':
      case 'withSchema':
        break;
      default:
        recorder.notStatic(line, `schema.${name}`);
    }
    return made;
  };

  const runTable = (table: KnexTable, callback: Value | undefined, line: number): void => {
    if (callback?.kind !== 'closure') {
      recorder.notStatic(line, 'callback');
      return;
    }
    const builder: Value = { kind: 'method', receiver: knexValue, name: 'table' };
    tables.set(builder, table);
    const outer = current;
    current = table;
    callback.call({ positional: [builder], keywords: new Map(), open: false });
    current = outer;
  };

  const callTable = (table: KnexTable, name: string, made: Call): Value | undefined => {
    const [first, second] = made.positional;
    const { line } = made;
    const type = knexType(name, made.positional, table.schema);
    if (type !== undefined) {
      const columnName = knownText(first) ?? (first === undefined && /increments/i.test(name) ? 'id' : undefined);
      const column = addColumn(table, columnName, type.type, line);
      if (type.isPrimaryKey === true && table.primaryKey === undefined) {
        table.primaryKey = { sql: `PRIMARY KEY ${quoteNames([columnName])}`, line };
      }
      if (type.check !== undefined) column.checks.push(`CHECK (${type.check})`);
      if (type.before !== undefined) recorder.add({ sql: type.before, line });
      columns.set(made, { table, column });
      return undefined;
    }
    switch (name) {
      case 'timestamps':
        addTimestamps(table, made);
        return undefined;
      case 'primary':
        table.primaryKey = primaryKey(table, namesIn(first), nameIn(second, 'constraintName'), line);
        return undefined;
      case 'foreign': {
        const key: KnexForeignKey = {
          columns: namesIn(first),
          line,
          name: knownText(second),
          table: undefined,
          references: [],
          actions: [],
        };
        keys.set(made, key);
        table.later.push(() => foreignKeySql(table, key));
        return undefined;
      }
      case 'check': {
        const named = knownText(made.positional[2]);
        const condition = first?.kind === 'text' ? bindParameters(first, second).text : quoteName(unknownName);
        table.checks.push({
          sql: `${named === undefined ? '' : `CONSTRAINT ${quoteName(named)} `}CHECK (${condition})`,
          line,
        });
        return undefined;
      }
      case 'queryContext':
      case 'engine':
      case 'charset':
      case 'collate':
      case 'inherits':
        return undefined;
      default: {
        const sql = tableStatement(table, name, made);
        if (sql === undefined) recorder.notStatic(line, `table.${name}`);
        else table.later.push(() => [{ sql, line }]);
        return undefined;
      }
    }
  };

  const callColumn = (
    entry: { readonly table: KnexTable; readonly column: KnexColumn; key?: KnexForeignKey },
    name: string,
    made: Call,
  ): void => {
    const { table, column } = entry;
    const [first] = made.positional;
    switch (name) {
      case 'notNullable':
      case 'notNull':
        column.isNotNull = true;
        return;
      case 'nullable':
        column.isNotNull = isFlag(first, false);
        return;
      case 'defaultTo':
      case 'default':
      case 'defaultsTo':
        column.default = defaultSql(first);
        return;
      case 'comment':
        column.comment = knownText(first) ?? unknownName;
        return;
      case 'primary':
        table.primaryKey = primaryKey(table, [column.name], nameIn(first, 'constraintName'), made.line);
        return;
      case 'unique':
      case 'index': {
        const given = [{ kind: 'text', text: column.name ?? unknownName, marks: [] } as const, ...made.positional];
        const sql = tableStatement(table, name, { ...made, positional: given });
        table.later.push(() => (sql === undefined ? [] : [{ sql, line: made.line }]));
        return;
      }
      case 'alter':
        column.alters = {
          nullable: !isFlag(entryOf(first, 'alterNullable'), false),
          type: !isFlag(entryOf(first, 'alterType'), false),
        };
        return;
      case 'references': {
        const key: KnexForeignKey = {
          columns: [column.name],
          line: made.line,
          name: undefined,
          table: undefined,
          references: [],
          actions: [],
        };
        entry.key = key;
        continueKey(key, name, made);
        table.later.push(() => foreignKeySql(table, key));
        return;
      }
      default:
        if (entry.key !== undefined) continueKey(entry.key, name, made);
    }
  };

  const continueKey = (key: KnexForeignKey, name: string, made: Call): void => {
    const [first] = made.positional;
    const text = knownText(first);
    switch (name) {
      case 'references': {
        const path = text?.split('.') ?? [];
        if (path.length > 1) key.table = path.slice(0, -1).join('.');
        key.references = path.length > 1 ? [path.at(-1)] : namesIn(first);
        return;
      }
      case 'inTable':
      case 'on':
        key.table = text ?? unknownName;
        return;
      case 'onDelete':
        key.actions.push(`ON DELETE ${text ?? 'NO ACTION'}`);
        return;
      case 'onUpdate':
        key.actions.push(`ON UPDATE ${text ?? 'NO ACTION'}`);
        return;
      case 'deferrable':
        key.actions.push(`DEFERRABLE INITIALLY ${text ?? 'IMMEDIATE'}`);
        return;
      case 'withKeyName':
        key.name = text ?? unknownName;
        return;
      default:
    }
  };

  const defaultSql = (value: Value | undefined): string | undefined => {
    const raw = value === undefined ? undefined : raws.get(value);
    if (raw !== undefined) {
      raw.entry.withdraw();
      return raw.text.text;
    }
    if (value?.kind === 'call' && value.callee === 'knex.fn.now') return 'CURRENT_TIMESTAMP';
    if (value?.kind === 'call' && value.callee === 'knex.fn.uuid') return 'gen_random_uuid()';
    // Knex binds numbers as text.
    if (value?.kind === 'number') return quoteLiteral(String(value.value));
    return value?.kind === 'none' ? undefined : literal(value);
  };

  const addTimestamps = (table: KnexTable, { positional, line }: Call): void => {
    const [first, second, third] = positional;
    const hasDefault = isFlag(second, true) || isFlag(entryOf(first, 'defaultToNow'), true);
    const isCamel = isFlag(third, true) || isFlag(entryOf(first, 'useCamelCase'), true);
    for (const name of isCamel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']) {
      const column = addColumn(table, name, 'timestamptz', line);
      column.isNotNull = hasDefault;
      if (hasDefault) column.default = 'CURRENT_TIMESTAMP';
    }
  };

  return { call };
}

function addColumn(table: KnexTable, name: string | undefined, type: string, line: number): KnexColumn {
  const column: KnexColumn = {
    name,
    type,
    line,
    isNotNull: false,
    default: undefined,
    comment: undefined,
    checks: [],
    alters: undefined,
  };
  table.columns.push(column);
  return column;
}

function primaryKey(
  table: KnexTable,
  columns: readonly (string | undefined)[],
  name: string | undefined,
  line: number,
): KnexTable['primaryKey'] {
  return { sql: `CONSTRAINT ${quoteName(name ?? `${table.name}_pkey`)} PRIMARY KEY ${quoteNames(columns)}`, line };
}
