import { lastName, receiverOf } from '../../javascript/calls.ts';
import { isTrue, textAt } from '../../javascript/given.ts';
import type { Host } from '../../javascript/machine.ts';
import { type SqlRecorder, unknownName } from '../../generated/sqlRecorder.ts';
import { bindParameters } from '../../generated/bindParameters.ts';
import { quoteName, quoteNames, withBrackets } from '../../generated/sqlWords.ts';
import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { entryOf } from '../../javascript/members.ts';
import { lineOf, textOf } from '../../values/text.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { attributeOf, attributeSql, changeSql, commentSql, pathOf, tableNameOf } from './attributes.ts';
import { addConstraintSql, addIndexSql, removeIndexSql } from './constraints.ts';

/** What a migration is given: `up(queryInterface, Sequelize)`, or `up({ context: queryInterface })` of umzug. */
export const sequelizeValues: readonly Value[] = [
  { kind: 'reference', path: 'queryInterface' },
  { kind: 'reference', path: 'Sequelize' },
];

/** Methods that ask, or whose effect no schema shows. */
const questions = /^(?:describeTable|show\w+|tableExists|select|rawSelect|getForeignKey\w+|databaseVersion|quote\w*)$/;

/** Does what Sequelize's QueryInterface does, https://sequelize.org/docs/v6/other-topics/query-interface/ */
export function createQueryInterfaceHost(recorder: SqlRecorder, onTransaction: () => void): Host {
  const call = (made: Call): Value | undefined => {
    const receiver = receiverOf(made);
    const path = receiver.kind === 'reference' ? receiver.path : undefined;
    const name = lastName(made);
    const { line, positional } = made;
    if (path === 'queryInterface.sequelize') return callSequelize(name, made);
    if (path !== 'queryInterface') {
      const handsOver = positional.some((value) => value.kind === 'reference' && value.path === 'queryInterface');
      if (handsOver) recorder.notStatic(line, made.callee);
      return undefined;
    }
    if (!questions.test(name)) callInterface(name, made);
    return undefined;
  };

  const callSequelize = (name: string, { positional, line }: Call): Value | undefined => {
    const [first, second] = positional;
    switch (name) {
      case 'query': {
        const text = first?.kind === 'dictionary' ? entryOf(first, 'query') : first;
        if (text?.kind === 'text') recorder.addText(bindParameters(text, entryOf(second, 'replacements')), line);
        else recorder.notStatic(line, 'query: SQL');
        return undefined;
      }
      case 'transaction': {
        onTransaction();
        const run = positional.find((value) => value.kind === 'closure');
        return run?.call({ positional: [], keywords: new Map(), open: true });
      }
      case 'getDialect':
        return textOf('postgres');
      default:
        return undefined;
    }
  };

  const callInterface = (name: string, made: Call): void => {
    const { line, positional } = made;
    const [first, second, third] = positional;
    const table = tableNameOf(first);
    const add = (sql: string): void => {
      recorder.add({ sql, line });
    };
    switch (name) {
      case 'createTable':
        createTable(made);
        return;
      case 'dropTable':
        add(`DROP TABLE IF EXISTS ${pathOf(tableNameOf(first, second))}${isTrue(second, 'cascade') ? ' CASCADE' : ''}`);
        return;
      case 'renameTable':
        add(`ALTER TABLE ${pathOf(table)} RENAME TO ${quoteName(tableNameOf(second).name)}`);
        return;
      case 'addColumn': {
        const attribute = attributeOf(table, knownText(second) ?? unknownName, third ?? { kind: 'unknown' }, line);
        if (attribute.before !== undefined) add(attribute.before);
        const key = attribute.isPrimaryKey ? ' PRIMARY KEY' : '';
        add(`ALTER TABLE ${pathOf(table)} ADD COLUMN ${attributeSql(attribute)}${key}`);
        for (const piece of commentSql(table, attribute)) recorder.add(piece);
        return;
      }
      case 'changeColumn': {
        const attribute = attributeOf(table, knownText(second) ?? unknownName, third ?? { kind: 'unknown' }, line);
        for (const piece of [...changeSql(table, attribute), ...commentSql(table, attribute)]) recorder.add(piece);
        return;
      }
      case 'removeColumn':
        add(`ALTER TABLE ${pathOf(table)} DROP COLUMN ${quoteName(knownText(second))}`);
        return;
      case 'renameColumn':
        add(
          `ALTER TABLE ${pathOf(table)} RENAME COLUMN ${quoteName(knownText(second))} TO ${quoteName(knownText(third))}`,
        );
        return;
      case 'addIndex':
        add(addIndexSql(table, made));
        return;
      case 'removeIndex':
        add(removeIndexSql(table, made));
        return;
      case 'addConstraint': {
        const sql = addConstraintSql(table, made);
        if (sql === undefined) recorder.notStatic(line, 'addConstraint');
        else add(sql);
        return;
      }
      case 'removeConstraint':
        add(`ALTER TABLE ${pathOf(table)} DROP CONSTRAINT ${quoteName(knownText(second))}`);
        return;
      case 'createSchema':
        add(`CREATE SCHEMA ${quoteName(knownText(first))}`);
        return;
      case 'dropSchema':
        add(`DROP SCHEMA IF EXISTS ${quoteName(knownText(first))} CASCADE`);
        return;
      case 'bulkInsert':
      case 'insert':
      case 'upsert':
      case 'bulkUpdate':
      case 'bulkDelete': {
        const verb = name === 'bulkUpdate' ? 'update' : name === 'bulkDelete' ? 'delete' : 'insert';
        recorder.addChange({ verb, schema: table.schema, table: table.name, line });
        return;
      }
      default:
        recorder.notStatic(line, `queryInterface.${name}`);
    }
  };

  const createTable = ({ positional, line }: Call): void => {
    const [first, columns, options] = positional;
    const table = tableNameOf(first, options);
    const entries = columns?.kind === 'dictionary' ? columns.entries : [];
    if (columns?.kind !== 'dictionary' || columns.open) recorder.notStatic(line, 'createTable: columns');
    const attributes = entries.map(({ key, value }) =>
      attributeOf(table, knownText(key) ?? unknownName, value, (key.kind === 'text' ? lineOf(key) : undefined) ?? line),
    );
    for (const { before, line: at } of attributes) if (before !== undefined) recorder.add({ sql: before, line: at });
    const uniqueKeys = entryOf(options, 'uniqueKeys');
    const uniques = (uniqueKeys?.kind === 'dictionary' ? uniqueKeys.entries : []).map(({ value }) => {
      const fields = entryOf(value, 'fields');
      const names = fields?.kind === 'sequence' ? fields.items.map((item) => knownText(item)) : [];
      return { sql: `UNIQUE ${quoteNames(names)}`, line };
    });
    const keys = attributes.filter(({ isPrimaryKey }) => isPrimaryKey);
    const key =
      keys.length === 0
        ? []
        : [{ sql: `PRIMARY KEY ${quoteNames(keys.map(({ name }) => name))}`, line: keys[0]?.line ?? line }];
    const elements = [
      ...attributes.map((attribute) => ({ sql: attributeSql(attribute), line: attribute.line })),
      ...uniques,
      ...key,
    ];
    recorder.add(...withBrackets(`CREATE TABLE IF NOT EXISTS ${pathOf(table)}`, elements, line));
    const comment = textAt(options, 'comment');
    if (comment !== undefined)
      recorder.add({ sql: `COMMENT ON TABLE ${pathOf(table)} IS ${quoteLiteral(comment)}`, line });
    for (const piece of attributes.flatMap((attribute) => commentSql(table, attribute))) recorder.add(piece);
  };

  return {
    call,
    // umzug gives an object whose `context` is the query interface.
    property: (receiver, name) =>
      receiver.kind === 'reference' && receiver.path === 'queryInterface' && name === 'context' ? receiver : undefined,
  };
}
