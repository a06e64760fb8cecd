import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quotePath } from '../../generated/sqlWords.ts';
import { isTrue, listOf } from '../../javascript/given.ts';
import { entryOf } from '../../javascript/members.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { escaped, namesOf, pathOf, typeSql } from './columns.ts';
import { cascade, ifExists } from './tableStatements.ts';

/** The kinds whose renaming and dropping differ in one word. */
const kinds: Readonly<Record<string, string>> = {
  Domain: 'DOMAIN',
  MaterializedView: 'MATERIALIZED VIEW',
  Schema: 'SCHEMA',
  Sequence: 'SEQUENCE',
  Type: 'TYPE',
  View: 'VIEW',
};

/** The statements of an operation on anything but a table; undefined where it is none that is known. */
export function elementSql(name: string, { positional }: Call): readonly string[] | undefined {
  const [first, second, third, fourth] = positional;
  const path = pathOf(first);
  const [, verb = '', kindName = ''] = /^(drop|rename)(\w+)$/.exec(name) ?? [];
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
  if (kind !== undefined) {
    return verb === 'drop'
      ? [`DROP ${kind} ${ifExists(second)}${path}${cascade(second)}`]
      : [`ALTER ${kind} ${path} RENAME TO ${quoteName(namesOf(second)[1])}`];
  }
  switch (name) {
    case 'createExtension':
    case 'addExtension':
      return listOf(first).map(
        (extension) => `CREATE EXTENSION ${ifNotExists(second)}${quoteName(knownText(extension))}`,
      );
    case 'dropExtension':
      return listOf(first).map((extension) => `DROP EXTENSION ${ifExists(second)}${quoteName(knownText(extension))}`);
    case 'createType':
    case 'addType':
      return [createType(path, second)];
    case 'addTypeValue': {
      const place = ['before', 'after'].flatMap((word) => {
        const neighbour = knownText(entryOf(third, word));
        return neighbour === undefined ? [] : [` ${word.toUpperCase()} ${quoteLiteral(neighbour)}`];
      });
      return [`ALTER TYPE ${path} ADD VALUE ${ifNotExists(third)}${textSql(second)}${place.join('')}`];
    }
    case 'renameTypeValue':
      return [`ALTER TYPE ${path} RENAME VALUE ${textSql(second)} TO ${textSql(third)}`];
    case 'addTypeAttribute':
      return [`ALTER TYPE ${path} ADD ATTRIBUTE ${quoteName(knownText(second))} ${typeSql(third)}`];
    case 'dropTypeAttribute':
      return [`ALTER TYPE ${path} DROP ATTRIBUTE ${ifExists(third)}${quoteName(knownText(second))}`];
    case 'createIndex':
    case 'addIndex':
      return [createIndex(first, second, third)];
    case 'dropIndex': {
      const [schema] = namesOf(first);
      const concurrently = isTrue(third, 'concurrently') ? 'CONCURRENTLY ' : '';
      return [
        `DROP INDEX ${concurrently}${ifExists(third)}${quotePath(schema, indexName(first, second, third))}${cascade(third)}`,
      ];
    }
    case 'renameIndex':
      return [
        `ALTER INDEX ${quotePath(namesOf(first)[0], knownText(second))} RENAME TO ${quoteName(knownText(third))}`,
      ];
    case 'createSchema':
      return [`CREATE SCHEMA ${ifNotExists(second)}${quoteName(knownText(first))}`];
    case 'createSequence':
      return [`CREATE SEQUENCE ${ifNotExists(second)}${path}`];
    case 'createDomain': {
      const written = entryOf(third, 'default');
      const check = knownText(entryOf(third, 'check'));
      return [
        `CREATE DOMAIN ${path} AS ${typeSql(second)}${written === undefined ? '' : ` DEFAULT ${escaped(written)}`}${isTrue(third, 'notNull') ? ' NOT NULL' : ''}${check === undefined ? '' : ` CHECK (${check})`}`,
      ];
    }
    case 'createView':
    case 'createMaterializedView': {
      const replace = isTrue(second, 'replace') ? 'OR REPLACE ' : '';
      const word = name === 'createView' ? 'VIEW' : 'MATERIALIZED VIEW';
      return [`CREATE ${replace}${word} ${path} AS ${knownText(third) ?? `SELECT ${quoteLiteral(unknownName)}`}`];
    }
    case 'createFunction': {
      const replace = isTrue(third, 'replace') ? 'OR REPLACE ' : '';
      const returns = knownText(entryOf(third, 'returns')) ?? 'void';
      const language = knownText(entryOf(third, 'language')) ?? 'plpgsql';
      const body = quoteLiteral(knownText(fourth) ?? unknownName);
      return [
        `CREATE ${replace}FUNCTION ${path}${parameters(second)} RETURNS ${returns} AS ${body} LANGUAGE ${language}`,
      ];
    }
    case 'dropFunction':
      return [`DROP FUNCTION ${ifExists(third)}${path}${parameters(second)}${cascade(third)}`];
    case 'createTrigger':
      return [createTrigger(path, second, third)];
    case 'dropTrigger':
      return [`DROP TRIGGER ${ifExists(third)}${quoteName(knownText(second))} ON ${path}${cascade(third)}`];
    case 'renameTrigger':
      return [`ALTER TRIGGER ${quoteName(knownText(second))} ON ${path} RENAME TO ${quoteName(knownText(third))}`];
    case 'createPolicy': {
      const command = knownText(entryOf(third, 'command'));
      const using = knownText(entryOf(third, 'using'));
      return [
        `CREATE POLICY ${quoteName(knownText(second))} ON ${path}${command === undefined ? '' : ` FOR ${command}`}${using === undefined ? '' : ` USING (${using})`}`,
      ];
    }
    case 'dropPolicy':
      return [`DROP POLICY ${ifExists(third)}${quoteName(knownText(second))} ON ${path}`];
    case 'refreshMaterializedView':
      return [];
    default:
      return undefined;
  }
}

function ifNotExists(options: Value | undefined): string {
  return isTrue(options, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
}

function textSql(value: Value | undefined): string {
  return quoteLiteral(knownText(value) ?? unknownName);
}

function createType(path: string, definition: Value | undefined): string {
  if (definition?.kind === 'sequence')
    return `CREATE TYPE ${path} AS ENUM (${definition.items.map(textSql).join(', ')})`;
  const entries = definition?.kind === 'dictionary' ? definition.entries : [];
  const attributes = entries.map(
    ({ key, value }) => `${quoteName(knownText(key))} ${typeSql(entryOf(value, 'type') ?? value)}`,
  );
  return `CREATE TYPE ${path} AS (${attributes.join(', ')})`;
}

/** generateIndexName() in node-pg-migrate. */
function indexName(table: Value | undefined, columns: Value | undefined, options: Value | undefined): string {
  const given = knownText(entryOf(options, 'name'));
  const names = listOf(columns).map((column) => namesOf(column)[1] ?? unknownName);
  const unique = isTrue(options, 'unique') ? '_unique' : '';
  return given ?? `${namesOf(table)[1] ?? unknownName}_${names.join('_')}${unique}_index`;
}

function createIndex(table: Value | undefined, columns: Value | undefined, options: Value | undefined): string {
  const elements = listOf(columns).map((column) => {
    const name = namesOf(column)[1] ?? unknownName;
    // What is no bare name is an expression.
    const written = !/[^\w".\uFFFC]/.test(name) ? quoteName(name) : name.endsWith(')') ? name : `(${name})`;
    const order = knownText(entryOf(column, 'sort'));
    return order === undefined ? written : `${written} ${order}`;
  });
  const method = knownText(entryOf(options, 'method'));
  const where = knownText(entryOf(options, 'where'));
  const included = listOf(entryOf(options, 'include')).map((column) => quoteName(knownText(column)));
  return [
    `CREATE ${isTrue(options, 'unique') ? 'UNIQUE ' : ''}INDEX`,
    ...(isTrue(options, 'concurrently') ? ['CONCURRENTLY'] : []),
    `${ifNotExists(options)}${quoteName(indexName(table, columns, options))} ON ${pathOf(table)}`,
    ...(method === undefined ? [] : [`USING ${method}`]),
    `(${elements.join(', ')})`,
    ...(included.length === 0 ? [] : [`INCLUDE (${included.join(', ')})`]),
    ...(where === undefined ? [] : [`WHERE ${where}`]),
  ].join(' ');
}

function createTrigger(table: string, name: Value | undefined, options: Value | undefined): string {
  const operation = listOf(entryOf(options, 'operation')).map((item) => knownText(item) ?? 'INSERT');
  const called = entryOf(options, 'function') ?? name;
  const level = knownText(entryOf(options, 'level')) ?? 'STATEMENT';
  const when = knownText(entryOf(options, 'when')) ?? 'AFTER';
  const condition = knownText(entryOf(options, 'condition'));
  return `CREATE TRIGGER ${quoteName(knownText(name))} ${when} ${operation.join(' OR ')} ON ${table} FOR EACH ${level}${condition === undefined ? '' : ` WHEN (${condition})`} EXECUTE PROCEDURE ${pathOf(called)}()`;
}

function parameters(list: Value | undefined): string {
  const written = listOf(list).map((parameter) => {
    if (parameter.kind !== 'dictionary') return typeSql(parameter);
    const words = ['mode', 'name', 'type'].map((property) => knownText(entryOf(parameter, property)));
    return words.filter((word) => word !== undefined).join(' ');
  });
  return `(${written.join(', ')})`;
}
