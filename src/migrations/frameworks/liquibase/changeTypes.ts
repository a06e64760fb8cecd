import { childrenOf, isTrue } from './changeNode.ts';
import type { ChangeNode } from './changeNode.ts';
import { columnConstraints, columnDefinition, defaultOf, named, valueOf } from './columns.ts';
import { nameList, qualifiedName, quoteName, quoteText, typeName } from './sqlNames.ts';
import { generated } from './sqlParts.ts';
import type { SqlPart } from './sqlParts.ts';

/** What a change does as SQL for PostgreSQL, without the semicolon behind; empty where it changes nothing. */
type Change = (node: ChangeNode) => readonly SqlPart[] | string;

/**
 * A change as SQL; undefined where this file does not know its type.
 * https://docs.liquibase.com/change-types/home.html
 */
export function changeSql(node: ChangeNode): readonly SqlPart[] | undefined {
  const change = changes[node.name];
  if (change === undefined) return undefined;
  const made = change(node);
  if (typeof made === 'string') return made === '' ? [] : [generated(`${made};`, node.line)];
  return made;
}

const table = (node: ChangeNode): string => `ALTER TABLE ${qualifiedName(node, 'tableName')}`;
const name = (node: ChangeNode, attribute: string): string => quoteName(node.attributes.get(attribute) ?? '');
const cascade = (node: ChangeNode): string => (isTrue(node, 'cascadeConstraints') ? ' CASCADE' : '');
const column = (node: ChangeNode): string => `${table(node)} ALTER COLUMN ${name(node, 'columnName')}`;

const changes: Readonly<Record<string, Change>> = {
  createTable,
  addColumn,
  dropTable: (node) => `DROP TABLE ${qualifiedName(node, 'tableName')}${cascade(node)}`,
  renameTable: (node) => `ALTER TABLE ${qualifiedName(node, 'oldTableName')} RENAME TO ${name(node, 'newTableName')}`,
  setTableRemarks: (node) => `COMMENT ON TABLE ${qualifiedName(node, 'tableName')} IS ${remarks(node)}`,
  dropColumn(node) {
    const nested = childrenOf(node, 'column');
    const dropped = nested.length === 0 ? [{ line: node.line, written: name(node, 'columnName') }] : [];
    const all = [...dropped, ...nested.map((each) => ({ line: each.line, written: name(each, 'name') }))];
    return all.map(({ line, written }) => generated(`${table(node)} DROP COLUMN ${written};`, line));
  },
  renameColumn: (node) =>
    `${table(node)} RENAME COLUMN ${name(node, 'oldColumnName')} TO ${name(node, 'newColumnName')}`,
  modifyDataType: (node) => `${column(node)} TYPE ${typeName(node.attributes.get('newDataType') ?? '')}`,
  setColumnRemarks: (node) =>
    `COMMENT ON COLUMN ${qualifiedName(node, 'tableName')}.${name(node, 'columnName')} IS ${remarks(node)}`,
  addNotNullConstraint: (node) => `${column(node)} SET NOT NULL`,
  dropNotNullConstraint: (node) => `${column(node)} DROP NOT NULL`,
  addDefaultValue: (node) => `${column(node)} SET DEFAULT ${defaultOf(node) ?? 'NULL'}`,
  dropDefaultValue: (node) => `${column(node)} DROP DEFAULT`,
  addAutoIncrement: (node) =>
    `${column(node)} ADD GENERATED ${node.attributes.get('generationType') ?? 'BY DEFAULT'} AS IDENTITY`,
  addPrimaryKey: (node) =>
    `${table(node)} ADD ${named(node.attributes.get('constraintName'))}PRIMARY KEY (${columns(node)})`,
  dropPrimaryKey(node) {
    const given = node.attributes.get('constraintName') ?? `${node.attributes.get('tableName') ?? ''}_pkey`;
    return `${table(node)} DROP CONSTRAINT ${quoteName(given)}`;
  },
  addUniqueConstraint: (node) =>
    `${table(node)} ADD ${named(node.attributes.get('constraintName'))}UNIQUE (${columns(node)})`,
  dropUniqueConstraint: dropConstraint,
  addCheckConstraint: (node) =>
    `${table(node)} ADD ${named(node.attributes.get('constraintName'))}CHECK (${node.attributes.get('constraintBody') ?? node.text})`,
  dropCheckConstraint: dropConstraint,
  addForeignKeyConstraint,
  dropForeignKeyConstraint: (node) =>
    `ALTER TABLE ${qualifiedName(node, 'baseTableName', 'baseTableSchemaName')} DROP CONSTRAINT ${name(node, 'constraintName')}`,
  createIndex: (node) =>
    `CREATE ${isTrue(node, 'unique') ? 'UNIQUE ' : ''}INDEX ${node.attributes.has('indexName') ? name(node, 'indexName') : ''} ON ${qualifiedName(node, 'tableName')} (${indexColumns(node)})`,
  dropIndex: (node) => `DROP INDEX ${qualifiedName(node, 'indexName')}`,
  createSequence: (node) =>
    `CREATE SEQUENCE ${qualifiedName(node, 'sequenceName')}${option(node, 'dataType', 'AS')}${option(node, 'startValue', 'START WITH')}${option(node, 'incrementBy', 'INCREMENT BY')}${option(node, 'minValue', 'MINVALUE')}${option(node, 'maxValue', 'MAXVALUE')}${isTrue(node, 'cycle') ? ' CYCLE' : ''}`,
  alterSequence: (node) =>
    `ALTER SEQUENCE ${qualifiedName(node, 'sequenceName')}${option(node, 'incrementBy', 'INCREMENT BY')}${option(node, 'minValue', 'MINVALUE')}${option(node, 'maxValue', 'MAXVALUE')}`,
  dropSequence: (node) => `DROP SEQUENCE ${qualifiedName(node, 'sequenceName')}`,
  renameSequence: (node) =>
    `ALTER SEQUENCE ${qualifiedName(node, 'oldSequenceName')} RENAME TO ${name(node, 'newSequenceName')}`,
  createView(node) {
    const head = isTrue(node, 'fullDefinition')
      ? ''
      : `CREATE ${isTrue(node, 'replaceIfExists') ? 'OR REPLACE ' : ''}VIEW ${qualifiedName(node, 'viewName')} AS`;
    return [...(head === '' ? [] : [generated(head, node.line)]), written(node)];
  },
  dropView: (node) => `DROP VIEW ${qualifiedName(node, 'viewName')}`,
  renameView: (node) => `ALTER VIEW ${qualifiedName(node, 'oldViewName')} RENAME TO ${name(node, 'newViewName')}`,
  createProcedure: (node) => [written(node)],
  createFunction: (node) => [written(node)],
  createTrigger: (node) => [written(node)],
  dropProcedure: (node) => `DROP PROCEDURE ${qualifiedName(node, 'procedureName')}`,
  sql: (node) => [written(node)],
  insert(node) {
    const given = childrenOf(node, 'column');
    const values = given.map((each) => valueOf(each, 'value') ?? 'NULL').join(', ');
    return `INSERT INTO ${qualifiedName(node, 'tableName')} (${given.map((each) => name(each, 'name')).join(', ')}) VALUES (${values})`;
  },
  update(node) {
    const set = childrenOf(node, 'column').map((each) => `${name(each, 'name')} = ${valueOf(each, 'value') ?? 'NULL'}`);
    return `UPDATE ${qualifiedName(node, 'tableName')} SET ${set.join(', ')}${where(node)}`;
  },
  delete: (node) => `DELETE FROM ${qualifiedName(node, 'tableName')}${where(node)}`,
  tagDatabase: () => '',
  output: () => '',
  empty: () => '',
};

function createTable(node: ChangeNode): readonly SqlPart[] {
  const given = childrenOf(node, 'column');
  const target = qualifiedName(node, 'tableName');
  const keys = given.flatMap((each) =>
    childrenOf(each, 'constraints')
      .filter((one) => isTrue(one, 'primaryKey'))
      .map((key) => ({ key, each })),
  );
  const key = keys[0]?.key;
  const lines = [
    ...given.map((each) => ({ sql: columnDefinition(each), line: each.line })),
    ...(key === undefined
      ? []
      : [
          {
            sql: `${named(key.attributes.get('primaryKeyName'))}PRIMARY KEY (${keys.map(({ each }) => name(each, 'name')).join(', ')})`,
            line: key.line,
          },
        ]),
    ...given.flatMap(columnConstraints),
  ];
  const exists = isTrue(node, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
  return [
    generated(`CREATE TABLE ${exists}${target} (`, node.line),
    ...lines.map(({ sql, line }, index) => generated(index === lines.length - 1 ? sql : `${sql},`, line)),
    generated(');', node.line),
    ...(node.attributes.has('remarks')
      ? [generated(`COMMENT ON TABLE ${target} IS ${remarks(node)};`, node.line)]
      : []),
    ...given.flatMap((each) => columnRemarks(target, each)),
  ];
}

function addColumn(node: ChangeNode): readonly SqlPart[] {
  return childrenOf(node, 'column').flatMap((each) => {
    const isKey = childrenOf(each, 'constraints').some((one) => isTrue(one, 'primaryKey'));
    return [
      generated(`${table(node)} ADD COLUMN ${columnDefinition(each)}${isKey ? ' PRIMARY KEY' : ''};`, each.line),
      ...columnConstraints(each).map(({ sql, line }) => generated(`${table(node)} ADD ${sql};`, line)),
      ...columnRemarks(qualifiedName(node, 'tableName'), each),
    ];
  });
}

function addForeignKeyConstraint(node: ChangeNode): string {
  const { attributes } = node;
  const list = (attribute: string): string => nameList(attributes.get(attribute) ?? '');
  const onDelete = isTrue(node, 'deleteCascade') ? 'CASCADE' : attributes.get('onDelete');
  const actions = [
    onDelete === undefined ? '' : ` ON DELETE ${onDelete}`,
    option(node, 'onUpdate', 'ON UPDATE'),
    isTrue(node, 'deferrable') ? ' DEFERRABLE' : '',
    isTrue(node, 'initiallyDeferred') ? ' INITIALLY DEFERRED' : '',
    attributes.get('validate') === 'false' ? ' NOT VALID' : '',
  ];
  return `ALTER TABLE ${qualifiedName(node, 'baseTableName', 'baseTableSchemaName')} ADD ${named(attributes.get('constraintName'))}FOREIGN KEY (${list('baseColumnNames')}) REFERENCES ${qualifiedName(node, 'referencedTableName', 'referencedTableSchemaName')} (${list('referencedColumnNames')})${actions.join('')}`;
}

function dropConstraint(node: ChangeNode): string {
  return `${table(node)} DROP CONSTRAINT ${name(node, 'constraintName')}`;
}

function columnRemarks(target: string, each: ChangeNode): readonly SqlPart[] {
  if (!each.attributes.has('remarks')) return [];
  return [generated(`COMMENT ON COLUMN ${target}.${name(each, 'name')} IS ${remarks(each)};`, each.line)];
}

function remarks({ attributes }: ChangeNode): string {
  return quoteText(attributes.get('remarks') ?? '');
}

function columns({ attributes }: ChangeNode): string {
  return nameList(attributes.get('columnNames') ?? '');
}

function indexColumns(node: ChangeNode): string {
  const parts = childrenOf(node, 'column').map((each) => {
    const written = each.attributes.get('name') ?? '';
    const expression = isTrue(each, 'computed') ? written : quoteName(written);
    return isTrue(each, 'descending') ? `${expression} DESC` : expression;
  });
  return parts.join(', ');
}

function option({ attributes }: ChangeNode, attribute: string, words: string): string {
  const value = attributes.get(attribute);
  return value === undefined || value === '' ? '' : ` ${words} ${value}`;
}

function where(node: ChangeNode): string {
  const condition = [...childrenOf(node, 'where').map(({ text }) => text), node.text].find(
    (text) => text.trim() !== '',
  );
  return condition === undefined ? '' : ` WHERE ${condition.trim()}`;
}

/** SQL as it stands in the changelog. */
function written({ text, textLine }: ChangeNode): SqlPart {
  return { sql: /;\s*$/.test(text) ? text : `${text}\n;`, line: textLine, isWritten: true };
}
