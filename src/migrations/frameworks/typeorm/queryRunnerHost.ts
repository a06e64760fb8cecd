import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { type SqlRecorder, unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames } from '../../generated/sqlWords.ts';
import { lastName, receiverOf } from '../../javascript/calls.ts';
import { isTrue, listOf, textAt, textsOf } from '../../javascript/given.ts';
import type { Host } from '../../javascript/machine.ts';
import { entryOf } from '../../javascript/members.ts';
import { lineOf } from '../../values/text.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { hashedName } from './names.ts';
import {
  beforeColumn,
  columnSql,
  commentOnColumn,
  constraintSql,
  createTableStatements,
  indexSql,
  optionsOf,
  tableName,
  tablePath,
} from './tableOptions.ts';

/** What a migration is given: `up(queryRunner: QueryRunner)`. */
export const queryRunnerValue: Value = { kind: 'reference', path: 'queryRunner' };

/** Methods that ask, or whose effect no schema shows. */
const questions =
  /^(?:get\w+|has\w+|connect|release|startTransaction|commitTransaction|rollbackTransaction|clearSqlMemory|enableSqlMemory|disableSqlMemory)$/;

const constraintKinds: Readonly<Record<string, Parameters<typeof constraintSql>[0]>> = {
  CheckConstraint: 'check',
  ExclusionConstraint: 'exclusion',
  ForeignKey: 'foreignKey',
  UniqueConstraint: 'unique',
};

/** Does what TypeORM's QueryRunner does, https://typeorm.io/docs/migrations/api */
export function createQueryRunnerHost(recorder: SqlRecorder): Host {
  const call = (made: Call): Value | undefined => {
    const receiver = receiverOf(made);
    const path = receiver.kind === 'reference' ? receiver.path : undefined;
    const name = lastName(made);
    if (path === 'queryRunner' && !questions.test(name)) run(name, made);
    else if (path === 'queryRunner' && /^get(?:Table|View)$/.test(name)) return made;
    else if (path?.startsWith('queryRunner.manager') === true) manage(name, made);
    else if (made.positional.some((value) => value.kind === 'reference' && value.path === 'queryRunner')) {
      recorder.notStatic(made.line, made.callee);
    }
    return undefined;
  };

  /** The entity manager writes rows; `query` is SQL here too. */
  const manage = (name: string, made: Call): void => {
    if (name === 'query') query(made);
    else if (!/^(?:find\w*|count\w*|getRepository)$/.test(name))
      recorder.notStatic(made.line, `queryRunner.manager.${name}`);
  };

  const query = ({ positional, line }: Call): void => {
    const [text] = positional;
    if (text?.kind === 'text') recorder.addText(text, line);
    else recorder.notStatic(line, 'query: SQL');
  };

  const run = (name: string, made: Call): void => {
    const { positional, line } = made;
    const [first, second, third] = positional;
    const table = tableName(first);
    const alter = `ALTER TABLE ${tablePath(table)}`;
    const add = (sql: string, at = line): void => {
      recorder.add({ sql, line: at });
    };
    const elements = listOf(second);
    const [, verb = '', kindName = ''] = /^(create|drop)(\w+?)s?$/.exec(name) ?? [];
    const kind = Object.hasOwn(constraintKinds, kindName) ? constraintKinds[kindName] : undefined;
    if (kind !== undefined) {
      for (const element of elements) {
        if (verb === 'create') add(`${alter} ADD ${constraintSql(kind, table, element)}`, lineOfValue(element, line));
        else dropConstraint(alter, table, kind, element, line);
      }
      return;
    }
    switch (name) {
      case 'query':
        query(made);
        return;
      case 'createTable':
        for (const pieces of createTableStatements(first, isFlag(second), made, (value) => lineOfValue(value, line))) {
          if (pieces.length > 0) recorder.add(...pieces);
        }
        return;
      case 'dropTable':
        add(`DROP TABLE ${isFlag(second) ? 'IF EXISTS ' : ''}${tablePath(table)}`);
        return;
      case 'renameTable':
        add(`${alter} RENAME TO ${quoteName(knownText(second))}`);
        return;
      case 'addColumn':
      case 'addColumns':
        for (const column of elements) addColumn(table, column, lineOfValue(column, line));
        return;
      case 'dropColumn':
      case 'dropColumns':
        for (const column of elements) add(`${alter} DROP COLUMN ${quoteName(nameOf(column))}`);
        return;
      case 'renameColumn':
        add(`${alter} RENAME COLUMN ${quoteName(nameOf(second))} TO ${quoteName(nameOf(third))}`);
        return;
      case 'changeColumn':
        changeColumn(alter, nameOf(second), third, line);
        return;
      case 'createPrimaryKey': {
        const columns = textsOf(second);
        const key = knownText(third) ?? hashedName('PK', table, columns);
        add(`${alter} ADD CONSTRAINT ${quoteName(key)} PRIMARY KEY ${quoteNames(columns)}`);
        return;
      }
      case 'dropPrimaryKey':
        if (knownText(second) === undefined) recorder.notStatic(line, 'dropPrimaryKey');
        else add(`${alter} DROP CONSTRAINT ${quoteName(knownText(second))}`);
        return;
      case 'createIndex':
      case 'createIndices':
        for (const index of elements) add(indexSql(table, index), lineOfValue(index, line));
        return;
      case 'dropIndex':
      case 'dropIndices': {
        const [schema] = table.includes('.') ? table.split('.') : [];
        for (const index of elements) {
          const columns = textsOf(entryOf(optionsOf(index), 'columnNames'));
          const indexName = nameOf(index) ?? hashedName('IDX', table, columns);
          add(`DROP INDEX ${schema === undefined ? '' : `${quoteName(schema)}.`}${quoteName(indexName)}`);
        }
        return;
      }
      case 'createSchema':
        add(`CREATE SCHEMA ${isFlag(second) ? 'IF NOT EXISTS ' : ''}${quoteName(knownText(first))}`);
        return;
      case 'dropSchema':
        add(
          `DROP SCHEMA ${isFlag(second) ? 'IF EXISTS ' : ''}${quoteName(knownText(first))}${isFlag(third) ? ' CASCADE' : ''}`,
        );
        return;
      case 'createView': {
        const options = optionsOf(first);
        const text = textAt(options, 'expression') ?? `SELECT ${quoteLiteral(unknownName)}`;
        add(`CREATE ${isTrue(options, 'materialized') ? 'MATERIALIZED ' : ''}VIEW ${tablePath(table)} AS ${text}`);
        return;
      }
      case 'dropView':
        add(`DROP VIEW ${tablePath(table)}`);
        return;
      case 'clearTable':
        recorder.addChange({ verb: 'truncate', schema: undefined, table, line });
        return;
      default:
        recorder.notStatic(line, `queryRunner.${name}`);
    }
  };

  const addColumn = (table: string, column: Value, line: number): void => {
    for (const piece of beforeColumn(table, column, line)) recorder.add(piece);
    const alter = `ALTER TABLE ${tablePath(table)}`;
    const options = optionsOf(column);
    const name = textAt(options, 'name');
    recorder.add({ sql: `${alter} ADD ${columnSql(table, column)}`, line });
    const constraint = (prefix: 'PK' | 'UQ', words: string): void => {
      const named = quoteName(hashedName(prefix, table, [name]));
      recorder.add({ sql: `${alter} ADD CONSTRAINT ${named} ${words} ${quoteNames([name])}`, line });
    };
    if (isTrue(options, 'isPrimary')) constraint('PK', 'PRIMARY KEY');
    if (isTrue(options, 'isUnique')) constraint('UQ', 'UNIQUE');
    for (const piece of commentOnColumn(table, column, line)) recorder.add(piece);
  };

  /** Renames, and sets what the new column says; only the database tells what of that changes anything. */
  const changeColumn = (alter: string, before: string | undefined, column: Value | undefined, line: number): void => {
    const options = optionsOf(column);
    const name = textAt(options, 'name') ?? before;
    const type = textAt(options, 'type');
    if (type === undefined || type.includes('enum')) recorder.notStatic(line, 'changeColumn');
    if (name !== before)
      recorder.add({ sql: `${alter} RENAME COLUMN ${quoteName(before)} TO ${quoteName(name)}`, line });
    if (type === undefined || type.includes('enum')) return;
    const written = columnSql('', column).slice(quoteName(name).length + 1);
    const [, typeText = type, isNotNull, defaultText] = /^(.*?)( NOT NULL)?(?: DEFAULT (.*))?$/.exec(written) ?? [];
    const commands = [
      `TYPE ${typeText}`,
      `${isNotNull === undefined ? 'DROP' : 'SET'} NOT NULL`,
      defaultText === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${defaultText}`,
    ];
    for (const command of commands) recorder.add({ sql: `${alter} ALTER COLUMN ${quoteName(name)} ${command}`, line });
  };

  const dropConstraint = (
    alter: string,
    table: string,
    kind: Parameters<typeof constraintSql>[0],
    element: Value,
    line: number,
  ): void => {
    const named =
      nameOf(element) ??
      (optionsOf(element)?.kind === 'dictionary' ? nameIn(constraintSql(kind, table, element)) : undefined);
    if (named === undefined) recorder.notStatic(line, 'name');
    else recorder.add({ sql: `${alter} DROP CONSTRAINT ${quoteName(named)}`, line });
  };

  return { call };
}

/** The name that a constraint's definition begins with. */
function nameIn(definition: string): string | undefined {
  const match = /^CONSTRAINT (?:"(?<quoted>(?:[^"]|"")*)"|(?<bare>\w+))/.exec(definition)?.groups;
  return match?.['quoted'] ?? match?.['bare'];
}

function nameOf(value: Value | undefined): string | undefined {
  return knownText(value) ?? textAt(optionsOf(value), 'name');
}

function isFlag(value: Value | undefined): boolean {
  return value?.kind === 'flag' && value.value;
}

/** Where `new TableColumn({...})` begins, or the first property of an object literal. */
function lineOfValue(value: Value, otherwise: number): number {
  if (value.kind === 'call') return value.line;
  const key = value.kind === 'dictionary' ? value.entries[0]?.key : undefined;
  return (key?.kind === 'text' ? lineOf(key) : undefined) ?? otherwise;
}
