import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames } from '../../generated/sqlWords.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { columnSql, defaultSql, isSet, type Options, type RailsVersion, textOption, typeSql } from './columns.ts';
import { constraintName, indexName, pluralize, singularize } from './names.ts';

/** A table by its name as Rails writes it: `shop.orders` has a schema. */
export function tableSql(name: string | undefined): string {
  return (name ?? unknownName).split('.').map(quoteName).join('.');
}

/** The names in `:a` or `[:a, :b]`. */
export function namesOf(value: Value | undefined): readonly string[] {
  const items = value?.kind === 'sequence' ? value.items : value === undefined ? [] : [value];
  return items.map((item) => knownText(item) ?? unknownName);
}

/** add_index, and `t.index`; @param given what stands after the table */
export function addIndexSql(table: string, given: Value | undefined, options: Options): string {
  const columns = namesOf(given);
  const isExpression = given?.kind === 'text' && /\W/.test(given.text.replaceAll(unknownName, ''));
  const orders = options.get('order');
  const classes = options.get('opclass');
  const of = (value: Value | undefined, column: string): string | undefined =>
    value?.kind === 'dictionary'
      ? knownText(value.entries.find(({ key }) => knownText(key) === column)?.value)
      : knownText(value);
  const elements = columns.map((column) =>
    [quoteName(column), of(classes, column), of(orders, column)?.toUpperCase()]
      .filter((word) => word !== undefined)
      .join(' '),
  );
  const plain = isExpression ? [columns.join('').match(/\w+/g)?.join('_') ?? ''] : columns;
  const name = textOption(options, 'name') ?? indexName(table, plain);
  const using = textOption(options, 'using');
  const where = textOption(options, 'where');
  const included = namesOf(options.get('include'));
  return [
    `CREATE ${isSet(options, 'unique') ? 'UNIQUE ' : ''}INDEX`,
    ...(textOption(options, 'algorithm') === 'concurrently' ? ['CONCURRENTLY'] : []),
    ...(isSet(options, 'if_not_exists') ? ['IF NOT EXISTS'] : []),
    `${quoteName(name)} ON ${tableSql(table)}`,
    ...(using === undefined ? [] : [`USING ${using}`]),
    `(${isExpression ? columns.join('') : elements.join(', ')})`,
    ...(included.length === 0 ? [] : [`INCLUDE ${quoteNames(included)}`]),
    ...(where === undefined ? [] : [`WHERE ${where}`]),
  ].join(' ');
}

const actions: Readonly<Record<string, string>> = {
  cascade: 'CASCADE',
  nullify: 'SET NULL',
  restrict: 'RESTRICT',
};

export function addForeignKeySql(table: string, target: string, options: Options): string {
  const columns = namesOf(options.get('column') ?? { kind: 'text', text: foreignKeyColumn(target), marks: [] });
  const keys = options.has('primary_key') ? namesOf(options.get('primary_key')) : ['id'];
  const name = textOption(options, 'name') ?? constraintName('fk', table, columns);
  const on = (event: 'delete' | 'update'): readonly string[] => {
    const action = textOption(options, `on_${event}`);
    return action === undefined ? [] : [`ON ${event.toUpperCase()} ${actions[action] ?? 'NO ACTION'}`];
  };
  const deferrable = textOption(options, 'deferrable');
  return [
    `ALTER TABLE ${tableSql(table)} ADD CONSTRAINT ${quoteName(name)} FOREIGN KEY ${quoteNames(columns)}`,
    `REFERENCES ${tableSql(target)} ${quoteNames(keys)}`,
    ...on('delete'),
    ...on('update'),
    ...(deferrable === undefined ? [] : [`DEFERRABLE INITIALLY ${deferrable.toUpperCase()}`]),
    ...(isSet(options, 'validate', false) ? ['NOT VALID'] : []),
  ].join(' ');
}

/** `user_id` of `users`, `child_id` of `children`. */
export function foreignKeyColumn(table: string): string {
  const name = table.slice(table.lastIndexOf('.') + 1);
  return `${singularize(name)}_id`;
}

/** What `add_reference` and `t.references` come to: columns, then statements about them. */
export function referenceParts(
  table: string,
  name: string,
  options: Options,
  version: RailsVersion,
): { readonly columns: readonly string[]; readonly statements: readonly string[] } {
  const polymorphic = options.get('polymorphic');
  const isPolymorphic = polymorphic?.kind === 'dictionary' || isSet(options, 'polymorphic');
  const columnOptions: Options = new Map([...options].filter(([key]) => ['null', 'default', 'comment'].includes(key)));
  const type = textOption(options, 'type') ?? (version.number >= 501 || version.number === 0 ? 'bigint' : 'integer');
  const typeOptions: Options = new Map([...columnOptions].filter(([key]) => key !== 'default'));
  const columns = [
    ...(isPolymorphic ? [columnSql(`${name}_type`, 'string', typeOptions, version)] : []),
    columnSql(`${name}_id`, type, columnOptions, version),
  ];
  const index = options.get('index');
  const hasIndex =
    index === undefined
      ? version.number >= 500 || version.number === 0
      : !(index.kind === 'flag' && !index.value) && index.kind !== 'none';
  const indexOptions: Options = optionsOf(index);
  const over = isPolymorphic ? [`${name}_type`, `${name}_id`] : [`${name}_id`];
  const named: Options =
    isPolymorphic && !indexOptions.has('name') && version.number >= 601
      ? new Map([...indexOptions, ['name', textValue(indexName(table, [name]))]])
      : indexOptions;
  const key = options.get('foreign_key');
  const hasKey = key !== undefined && !(key.kind === 'flag' && !key.value) && key.kind !== 'none';
  const keyOptions = optionsOf(key);
  const target = textOption(keyOptions, 'to_table') ?? pluralize(name);
  const listed: Value = { kind: 'sequence', type: 'list', items: over.map(textValue), open: false };
  return {
    columns,
    statements: [
      ...(hasIndex ? [addIndexSql(table, listed, named)] : []),
      ...(hasKey
        ? [
            addForeignKeySql(
              table,
              target,
              new Map([...keyOptions, ['column', keyOptions.get('column') ?? textValue(`${name}_id`)]]),
            ),
          ]
        : []),
    ],
  };
}

/** A hash that is given as the value of an option, such as `foreign_key: { to_table: :users }`. */
export function optionsOf(value: Value | undefined): Options {
  const entries = value?.kind === 'dictionary' ? value.entries : [];
  return new Map(entries.map((entry) => [knownText(entry.key) ?? unknownName, entry.value]));
}

export function textValue(text: string): Value {
  return { kind: 'text', text, marks: [] };
}

/** The two columns of `timestamps`. */
export function timestampColumns(options: Options, version: RailsVersion): readonly string[] {
  const isNull = options.get('null');
  const nullable: Value = isNull ?? { kind: 'flag', value: version.number > 0 && version.number < 500 };
  const precision: readonly [string, Value][] =
    options.has('precision') || version.number < 600 ? [] : [['precision', { kind: 'number', value: 6 }]];
  const given: Options = new Map([...options, ...precision, ['null', nullable]]);
  return ['created_at', 'updated_at'].map((name) => columnSql(name, 'datetime', given, version));
}

export function checkSql(
  table: string,
  call: { readonly expression: string | undefined; readonly options: Options },
): string {
  const expression = call.expression ?? quoteName(unknownName);
  const name = textOption(call.options, 'name') ?? constraintName('chk', table, [expression]);
  return `CONSTRAINT ${quoteName(name)} CHECK (${expression})${isSet(call.options, 'validate', false) ? ' NOT VALID' : ''}`;
}

/** Operations whose every argument is given by the call, by their names; undefined for others. */
export function simpleStatements(call: Call, version: RailsVersion): readonly string[] | undefined {
  const [first, second, third, fourth] = call.positional;
  const options = call.keywords;
  const table = knownText(first) ?? unknownName;
  const alter = `ALTER TABLE ${tableSql(table)}`;
  const name = knownText(second);
  const ifExists = isSet(options, 'if_exists') ? 'IF EXISTS ' : '';
  switch (call.callee) {
    case 'add_column': {
      const ifNotExists = isSet(options, 'if_not_exists') ? 'IF NOT EXISTS ' : '';
      return [
        `${alter} ADD COLUMN ${ifNotExists}${columnSql(name, knownText(third), options, version)}`,
        ...commentSql(table, name, options),
      ];
    }
    case 'add_columns': {
      const names = call.positional.slice(1).map((each) => knownText(each));
      return names.map(
        (each) => `${alter} ADD COLUMN ${columnSql(each, textOption(options, 'type'), options, version)}`,
      );
    }
    case 'remove_column':
      return [`${alter} DROP COLUMN ${ifExists}${quoteName(name)}`];
    case 'remove_columns':
      return call.positional.slice(1).map((each) => `${alter} DROP COLUMN ${quoteName(knownText(each))}`);
    case 'rename_column':
      return [`${alter} RENAME COLUMN ${quoteName(name)} TO ${quoteName(knownText(third))}`];
    case 'rename_table':
      return [`${alter} RENAME TO ${quoteName(name)}`];
    case 'rename_index':
      return [`ALTER INDEX ${quoteName(name)} RENAME TO ${quoteName(knownText(third))}`];
    case 'drop_table':
      return call.positional.map(
        (each) =>
          `DROP TABLE ${ifExists}${tableSql(knownText(each))}${textOption(options, 'force') === 'cascade' ? ' CASCADE' : ''}`,
      );
    case 'change_column': {
      const type = typeSql(knownText(third), options, version);
      const column = `${alter} ALTER COLUMN ${quoteName(name)}`;
      const using = textOption(options, 'using');
      const written = options.get('default');
      return [
        `${column} TYPE ${type}${using === undefined ? '' : ` USING ${using}`}`,
        ...(written === undefined
          ? []
          : [`${column} ${written.kind === 'none' ? 'DROP DEFAULT' : `SET DEFAULT ${defaultSql(written)}`}`]),
        ...(options.get('null')?.kind === 'flag'
          ? [`${column} ${isSet(options, 'null') ? 'DROP' : 'SET'} NOT NULL`]
          : []),
      ];
    }
    case 'change_column_default': {
      const value = options.get('to') ?? (third?.kind === 'dictionary' ? optionsOf(third).get('to') : third);
      const isGone = value === undefined || value.kind === 'none';
      return [
        `${alter} ALTER COLUMN ${quoteName(name)} ${isGone ? 'DROP DEFAULT' : `SET DEFAULT ${defaultSql(value)}`}`,
      ];
    }
    case 'change_column_null': {
      const isNull = third?.kind === 'flag' && third.value;
      const filled =
        fourth === undefined || fourth.kind === 'none'
          ? []
          : [
              `UPDATE ${tableSql(table)} SET ${quoteName(name)} = ${defaultSql(fourth)} WHERE ${quoteName(name)} IS NULL`,
            ];
      return [...filled, `${alter} ALTER COLUMN ${quoteName(name)} ${isNull ? 'DROP' : 'SET'} NOT NULL`];
    }
    case 'change_column_comment':
    case 'change_table_comment': {
      const isColumn = call.callee === 'change_column_comment';
      const value = options.get('to') ?? (isColumn ? third : second);
      const what = isColumn ? `COLUMN ${tableSql(table)}.${quoteName(name)}` : `TABLE ${tableSql(table)}`;
      return [
        `COMMENT ON ${what} IS ${value === undefined || value.kind === 'none' ? 'NULL' : quoteLiteral(knownText(value) ?? unknownName)}`,
      ];
    }
    case 'add_index':
      return [addIndexSql(table, second, options)];
    case 'remove_index': {
      const over = second ?? options.get('column');
      const index = textOption(options, 'name') ?? indexName(table, namesOf(over));
      const concurrently = textOption(options, 'algorithm') === 'concurrently' ? 'CONCURRENTLY ' : '';
      const schema = table.includes('.') ? `${quoteName(table.split('.')[0])}.` : '';
      return [`DROP INDEX ${concurrently}${ifExists}${schema}${quoteName(index)}`];
    }
    case 'add_foreign_key':
      return [addForeignKeySql(table, name ?? unknownName, options)];
    case 'remove_foreign_key': {
      const target = name ?? textOption(options, 'to_table');
      const columns = options.has('column')
        ? namesOf(options.get('column'))
        : target === undefined
          ? [unknownName]
          : [foreignKeyColumn(target)];
      const key = textOption(options, 'name') ?? constraintName('fk', table, columns);
      return [`${alter} DROP CONSTRAINT ${ifExists}${quoteName(key)}`];
    }
    case 'validate_foreign_key': {
      const columns = options.has('column') ? namesOf(options.get('column')) : [foreignKeyColumn(name ?? unknownName)];
      return [
        `${alter} VALIDATE CONSTRAINT ${quoteName(textOption(options, 'name') ?? constraintName('fk', table, columns))}`,
      ];
    }
    case 'validate_constraint':
      return [`${alter} VALIDATE CONSTRAINT ${quoteName(name)}`];
    case 'validate_check_constraint':
      return [`${alter} VALIDATE CONSTRAINT ${quoteName(textOption(options, 'name') ?? name)}`];
    case 'add_check_constraint':
      return [`${alter} ADD ${checkSql(table, { expression: name, options })}`];
    case 'remove_check_constraint':
    case 'remove_exclusion_constraint':
    case 'remove_unique_constraint': {
      const kind =
        call.callee === 'remove_check_constraint'
          ? 'chk'
          : call.callee === 'remove_unique_constraint'
            ? 'uniq'
            : 'excl';
      const what = kind === 'uniq' ? namesOf(second) : [name ?? unknownName];
      return [
        `${alter} DROP CONSTRAINT ${quoteName(textOption(options, 'name') ?? constraintName(kind, table, what))}`,
      ];
    }
    case 'add_unique_constraint': {
      const columns = namesOf(second);
      const unique = textOption(options, 'name') ?? constraintName('uniq', table, columns);
      return [`${alter} ADD CONSTRAINT ${quoteName(unique)} UNIQUE ${quoteNames(columns)}`];
    }
    case 'add_exclusion_constraint': {
      const expression = name ?? unknownName;
      const exclusion = textOption(options, 'name') ?? constraintName('excl', table, [expression]);
      return [
        `${alter} ADD CONSTRAINT ${quoteName(exclusion)} EXCLUDE USING ${textOption(options, 'using') ?? 'gist'} (${expression})`,
      ];
    }
    case 'add_timestamps':
      return timestampColumns(options, version).map((column) => `${alter} ADD COLUMN ${column}`);
    case 'remove_timestamps':
      return ['created_at', 'updated_at'].map((column) => `${alter} DROP COLUMN ${column}`);
    case 'add_reference':
    case 'add_belongs_to': {
      const { columns, statements } = referenceParts(table, name ?? unknownName, options, version);
      return [...columns.map((column) => `${alter} ADD COLUMN ${column}`), ...statements];
    }
    case 'remove_reference':
    case 'remove_belongs_to':
      return [`${name ?? unknownName}_id`, ...(options.has('polymorphic') ? [`${name ?? unknownName}_type`] : [])].map(
        (column) => `${alter} DROP COLUMN ${quoteName(column)}`,
      );
    case 'enable_extension':
      return [`CREATE EXTENSION IF NOT EXISTS ${quoteName(table)}`];
    case 'disable_extension':
      return [`DROP EXTENSION IF EXISTS ${quoteName(table)} CASCADE`];
    case 'create_schema':
      return [`CREATE SCHEMA ${quoteName(table)}`];
    case 'drop_schema':
      return [`DROP SCHEMA ${quoteName(table)} CASCADE`];
    case 'create_enum':
      return [`CREATE TYPE ${tableSql(table)} AS ENUM (${namesOf(second).map(quoteLiteral).join(', ')})`];
    case 'drop_enum':
      return [`DROP TYPE ${ifExists}${tableSql(table)}`];
    case 'rename_enum':
      return [`ALTER TYPE ${tableSql(table)} RENAME TO ${quoteName(name ?? textOption(options, 'to'))}`];
    case 'add_enum_value': {
      const place = ['before', 'after'].flatMap((word) =>
        options.has(word) ? [` ${word.toUpperCase()} ${quoteLiteral(textOption(options, word) ?? unknownName)}`] : [],
      );
      return [`ALTER TYPE ${tableSql(table)} ADD VALUE ${quoteLiteral(name ?? unknownName)}${place.join('')}`];
    }
    case 'rename_enum_value':
      return [
        `ALTER TYPE ${tableSql(table)} RENAME VALUE ${quoteLiteral(textOption(options, 'from') ?? unknownName)} TO ${quoteLiteral(textOption(options, 'to') ?? unknownName)}`,
      ];
    default:
      return undefined;
  }
}

export function commentSql(table: string, column: string | undefined, options: Options): readonly string[] {
  const comment = textOption(options, 'comment');
  return comment === undefined
    ? []
    : [`COMMENT ON COLUMN ${tableSql(table)}.${quoteName(column)} IS ${quoteLiteral(comment)}`];
}
