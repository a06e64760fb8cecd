import type { Piece } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames, withBrackets } from '../../generated/sqlWords.ts';
import { isTrue, listOf } from '../../javascript/given.ts';
import { entryOf } from '../../javascript/members.ts';
import { type Call, knownText } from '../../values/value.ts';
import {
  columnPieces,
  commentSql,
  constraintPieces,
  escaped,
  namesOf,
  pathOf,
  type Shorthands,
  typeSql,
} from './columns.ts';

/** The statements of an operation on a table or its columns, each in pieces; undefined where it is none. */
export function tableStatements(
  name: string,
  made: Call,
  shorthands: Shorthands,
): readonly (readonly Piece[])[] | undefined {
  const [first, second, third] = made.positional;
  const { line } = made;
  const table = pathOf(first);
  const [, tableName] = namesOf(first);
  const one = (sql: string): readonly (readonly Piece[])[] => [[{ sql, line }]];
  switch (name) {
    case 'createTable': {
      const columns = columnPieces(second, shorthands, line);
      const key = columns.filter(({ isPrimaryKey }) => isPrimaryKey).map((column) => column.name);
      const elements = [
        ...columns,
        ...(key.length > 0
          ? [{ sql: `CONSTRAINT ${quoteName(`${tableName ?? ''}_pkey`)} PRIMARY KEY ${quoteNames(key)}`, line }]
          : []),
        ...constraintPieces(tableName, undefined, entryOf(third, 'constraints'), line),
      ];
      const ifNotExists = isTrue(third, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
      const unlogged = isTrue(third, 'unlogged') ? 'UNLOGGED ' : '';
      const temporary = isTrue(third, 'temporary') ? 'TEMPORARY ' : '';
      const comment = entryOf(third, 'comment');
      return [
        withBrackets(`CREATE ${temporary}${unlogged}TABLE ${ifNotExists}${table}`, elements, line),
        ...columnComments(table, columns),
        ...(comment === undefined ? [] : one(commentSql(`TABLE ${table}`, comment))),
      ];
    }
    case 'dropTable':
      return one(`DROP TABLE ${ifExists(second)}${table}${cascade(second)}`);
    case 'renameTable':
      return one(`ALTER TABLE ${table} RENAME TO ${quoteName(namesOf(second)[1])}`);
    case 'addColumn':
    case 'addColumns': {
      const columns = columnPieces(second, shorthands, line);
      const ifNotExists = isTrue(third, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
      return [
        ...columns.map(({ sql, line: at }) => [{ sql: `ALTER TABLE ${table} ADD ${ifNotExists}${sql}`, line: at }]),
        ...columnComments(table, columns),
      ];
    }
    case 'dropColumn':
    case 'dropColumns': {
      const names = second?.kind === 'dictionary' ? second.entries.map(({ key }) => key) : listOf(second);
      return names.flatMap((column) =>
        one(`ALTER TABLE ${table} DROP ${ifExists(third)}${quoteName(knownText(column))}${cascade(third)}`),
      );
    }
    case 'renameColumn':
      return one(`ALTER TABLE ${table} RENAME ${quoteName(knownText(second))} TO ${quoteName(knownText(third))}`);
    case 'alterColumn':
      return alterColumn(table, made).flatMap(one);
    case 'addConstraint':
    case 'createConstraint': {
      const written = knownText(third);
      const named = knownText(second);
      const pieces =
        written === undefined
          ? constraintPieces(tableName, named, third, line)
          : [{ sql: `${named === undefined ? '' : `CONSTRAINT ${quoteName(named)} `}${written}`, line }];
      return pieces.map(({ sql }) => [{ sql: `ALTER TABLE ${table} ADD ${sql}`, line }]);
    }
    case 'dropConstraint':
      return one(
        `ALTER TABLE ${table} DROP CONSTRAINT ${ifExists(third)}${quoteName(knownText(second))}${cascade(third)}`,
      );
    case 'renameConstraint':
      return one(
        `ALTER TABLE ${table} RENAME CONSTRAINT ${quoteName(knownText(second))} TO ${quoteName(knownText(third))}`,
      );
    case 'alterTable': {
      const level = knownText(entryOf(second, 'levelSecurity'));
      return level === undefined ? undefined : one(`ALTER TABLE ${table} ${level} ROW LEVEL SECURITY`);
    }
    default:
      return undefined;
  }
}

function columnComments(table: string, columns: ReturnType<typeof columnPieces>): readonly (readonly Piece[])[] {
  return columns.flatMap(({ name, comment, line }) =>
    comment === undefined ? [] : [[{ sql: commentSql(`COLUMN ${table}.${quoteName(name)}`, comment), line }]],
  );
}

function alterColumn(table: string, { positional }: Call): readonly string[] {
  const [, column, options] = positional;
  const name = quoteName(knownText(column));
  const alter = `ALTER TABLE ${table} ALTER ${name}`;
  const given = (property: string) => entryOf(options, property);
  const found: string[] = [];
  const written = given('default');
  if (written !== undefined) {
    found.push(`${alter} ${written.kind === 'none' ? 'DROP DEFAULT' : `SET DEFAULT ${escaped(written)}`}`);
  }
  const type = given('type');
  const using = knownText(given('using'));
  if (type !== undefined)
    found.push(`${alter} SET DATA TYPE ${typeSql(type)}${using === undefined ? '' : ` USING ${using}`}`);
  const notNull = given('notNull');
  if (notNull?.kind === 'flag' || isTrue(options, 'allowNull')) {
    found.push(`${alter} ${notNull?.kind === 'flag' && notNull.value ? 'SET' : 'DROP'} NOT NULL`);
  }
  const identity = given('sequenceGenerated');
  if (identity?.kind === 'dictionary') {
    found.push(`${alter} ADD GENERATED ${knownText(entryOf(identity, 'precedence')) ?? 'BY DEFAULT'} AS IDENTITY`);
  } else if (identity !== undefined) {
    found.push(`${alter} DROP IDENTITY`);
  }
  const comment = given('comment');
  if (comment !== undefined) found.push(commentSql(`COLUMN ${table}.${name}`, comment));
  return found;
}

export function ifExists(options: Parameters<typeof isTrue>[0]): string {
  return isTrue(options, 'ifExists') ? 'IF EXISTS ' : '';
}

export function cascade(options: Parameters<typeof isTrue>[0]): string {
  return isTrue(options, 'cascade') ? ' CASCADE' : '';
}
