import { unknownName } from '../../generated/sqlRecorder.ts';
import { literal, quoteName, quoteNames } from '../../generated/sqlWords.ts';
import { isTrue, listOf, textAt, textsOf } from '../../javascript/given.ts';
import { entryOf } from '../../javascript/members.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { pathOf, type TableName, tableNameOf } from './attributes.ts';
import { callSql } from './dataTypes.ts';

/** `addConstraint('users', { fields, type, ... })`; in older versions the fields come first. */
export function addConstraintSql(table: TableName, { positional }: Call): string | undefined {
  const [, second, third] = positional;
  const options = second?.kind === 'sequence' ? third : second;
  const fields = textsOf(second?.kind === 'sequence' ? second : entryOf(options, 'fields'));
  const type = textAt(options, 'type')?.toUpperCase();
  const named = (ending: string): string =>
    `ALTER TABLE ${pathOf(table)} ADD CONSTRAINT ${quoteName(textAt(options, 'name') ?? `${table.name}_${fields.map((field) => field ?? unknownName).join('_')}_${ending}`)}`;
  switch (type) {
    case 'UNIQUE':
      return `${named('uk')} UNIQUE ${quoteNames(fields)}`;
    case 'PRIMARY KEY':
      return `${named('pk')} PRIMARY KEY ${quoteNames(fields)}`;
    case 'CHECK':
      return `${named('ck')} CHECK (${conditionSql(entryOf(options, 'where'))})`;
    case 'FOREIGN KEY': {
      const references = entryOf(options, 'references');
      const target = tableNameOf(entryOf(references, 'table'));
      const columns = textsOf(entryOf(references, 'fields') ?? entryOf(references, 'field'));
      const actions = ['onUpdate', 'onDelete'].flatMap((event) => {
        const action = textAt(options, event);
        return action === undefined
          ? []
          : [`${event === 'onUpdate' ? 'ON UPDATE' : 'ON DELETE'} ${action.toUpperCase()}`];
      });
      return `${named(`${target.name}_fk`)} FOREIGN KEY ${quoteNames(fields)} REFERENCES ${pathOf(target)} ${quoteNames(columns)} ${actions.join(' ')}`;
    }
    default:
      return undefined;
  }
}

/** `addIndex('users', ['email'], { unique: true })`, or with `fields` among the options. */
export function addIndexSql(table: TableName, { positional }: Call): string {
  const [, second, third] = positional;
  const options = second?.kind === 'sequence' ? third : second;
  const fields = listOf(second?.kind === 'sequence' ? second : entryOf(options, 'fields'));
  const columns = fields.map((field) => {
    if (field.kind === 'call') return callSql(field);
    const order = textAt(field, 'order');
    return `${quoteName(fieldName(field))}${order === undefined ? '' : ` ${order}`}`;
  });
  const name = textAt(options, 'name') ?? textAt(options, 'indexName') ?? indexName(table, fields);
  const using = textAt(options, 'using') ?? textAt(options, 'method');
  const isUnique = isTrue(options, 'unique') || textAt(options, 'type')?.toUpperCase() === 'UNIQUE';
  const where = entryOf(options, 'where');
  return [
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX`,
    ...(isTrue(options, 'concurrently') ? ['CONCURRENTLY'] : []),
    `${quoteName(name)} ON ${pathOf(table)}`,
    ...(using === undefined ? [] : [`USING ${using}`]),
    `(${columns.join(', ')})`,
    ...(where === undefined ? [] : [`WHERE ${conditionSql(where)}`]),
  ].join(' ');
}

export function removeIndexSql(table: TableName, { positional }: Call): string {
  const [, second, third] = positional;
  const name = knownText(second) ?? indexName(table, listOf(second));
  return `DROP INDEX ${isTrue(third, 'concurrently') ? 'CONCURRENTLY ' : ''}IF EXISTS ${quoteName(name)}`;
}

/** nameIndex() in Sequelize: `table_column`, in snake case. */
function indexName({ name }: TableName, fields: readonly Value[]): string {
  const words = [name.replaceAll('.', '_'), ...fields.map((field) => fieldName(field) ?? unknownName)].join('_');
  return words
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function fieldName(field: Value): string | undefined {
  return knownText(field) ?? textAt(field, 'name') ?? textAt(field, 'attribute');
}

/** `{ status: ['a', 'b'] }` as a condition; what operators say is not followed. */
function conditionSql(where: Value | undefined): string {
  if (where?.kind === 'call') return callSql(where);
  const conditions = (where?.kind === 'dictionary' ? where.entries : []).map(({ key, value }) => {
    const column = quoteName(knownText(key));
    if (value.kind === 'sequence') return `${column} IN (${value.items.map(literal).join(', ')})`;
    if (value.kind === 'none') return `${column} IS NULL`;
    return `${column} = ${literal(value)}`;
  });
  return conditions.length === 0 ? literal(undefined) : conditions.join(' AND ');
}
