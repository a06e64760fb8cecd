import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import { parameterList } from './relationStorage.ts';

/** The column as CREATE TABLE has it; what that cannot say is in `columnStatements`. */
export function defineColumn({ name, attributes }: CatalogObject, owner: CatalogObject): string {
  const text = (attribute: string): string | undefined => {
    const value = attributes[attribute];
    return typeof value === 'string' ? value : undefined;
  };
  // The column of a partition or of a typed table has its type from elsewhere, and the syntax does not let it be said again.
  const hasType =
    typeof owner.attributes['partition of'] !== 'string' && typeof owner.attributes['of type'] !== 'string';
  const [collation, given, notNullName] = [text('collation'), text('default'), text('not null constraint')];
  return words(
    quoteIdentifier(name),
    hasType ? text('type') : typeof owner.attributes['of type'] === 'string' && 'WITH OPTIONS',
    text('options') !== undefined && `OPTIONS (${String(text('options'))})`,
    collation !== undefined && hasType && `COLLATE ${collation}`,
    given !== undefined && `DEFAULT ${given}`,
    text('generated') !== undefined &&
      `GENERATED ALWAYS AS ${String(text('generated')).replace(/\) (stored|virtual)$/, (end) => end.toUpperCase())}`,
    text('identity') !== undefined && `GENERATED ${String(text('identity')).toUpperCase()} AS IDENTITY`,
    text('identity') !== undefined && identityOptions(text('sequence name'), text('sequence options')),
    ...(attributes['not null'] === true && attributes['not null not valid'] !== true
      ? [
          notNullName !== undefined && `CONSTRAINT ${quoteIdentifier(notNullName)}`,
          'NOT NULL',
          attributes['not null no inherit'] === true && 'NO INHERIT',
        ]
      : []),
  );
}

/** The sequence of an identity column has the column's type whatever is said. */
function identityOptions(name: string | undefined, options = ''): string {
  const inside = words(name !== undefined && `SEQUENCE NAME ${name}`, options.replace(/^AS \w+ ?/, ''));
  return inside === '' ? '' : `(${inside})`;
}

/** The sequence of a serial column by the default that uses it. */
function serialSequence({ attributes }: CatalogObject): string | undefined {
  if (attributes['serial'] !== true) return undefined;
  return /nextval\('((?:[^']|'')+)'::regclass\)/.exec(String(attributes['default']))?.[1]?.replaceAll("''", "'");
}

/** What has to be there before the table: the sequence of a serial column. */
export function statementsBefore(column: CatalogObject): string[] {
  const sequence = serialSequence(column);
  if (sequence === undefined) return [];
  const type = String(column.attributes['type']);
  const options = String(column.attributes['sequence options'] ?? '');
  const ownType = /^(?:smallint|integer|bigint)$/.test(type) && !options.startsWith('AS ') && `AS ${type}`;
  return [`${words(`CREATE SEQUENCE ${sequence}`, ownType, options)};`];
}

/** What CREATE TABLE cannot say of a column. `alter` is `ALTER TABLE ...` or the like. */
export function statementsAfter(column: CatalogObject, alter: string): string[] {
  const { attributes } = column;
  const quoted = quoteIdentifier(column.name);
  const clauses = columnSettings(column);
  if (attributes['inherited'] === true) {
    if (attributes['default'] !== null) clauses.unshift(`SET DEFAULT ${String(attributes['default'])}`);
    if (attributes['not null'] === true) clauses.unshift('SET NOT NULL');
  }
  const sequence = serialSequence(column);
  const comment = attributes['sequence comment'];
  return [
    ...clauses.map((clause) => `${alter} ALTER COLUMN ${quoted} ${clause};`),
    ...(attributes['not null not valid'] === true ? [`${alter} ADD ${notValid(column)};`] : []),
    ...(sequence === undefined ? [] : [`ALTER SEQUENCE ${sequence} OWNED BY ${column.path};`]),
    ...(sequence === undefined || typeof comment !== 'string'
      ? []
      : [`COMMENT ON SEQUENCE ${sequence} IS ${quoteLiteral(comment)};`]),
    ...[commentSql('COLUMN', column).trimStart()].filter((text) => text !== ''),
  ];
}

function columnSettings({ attributes }: CatalogObject): string[] {
  const setting = (name: string, clause: (value: string) => string): string[] => {
    const value = attributes[name];
    return value === null || value === undefined ? [] : [clause(String(value))];
  };
  return [
    ...setting('storage', (value) => `SET STORAGE ${value.toUpperCase()}`),
    ...setting('compression', (value) => `SET COMPRESSION ${value}`),
    ...setting('statistics target', (value) => `SET STATISTICS ${value}`),
    ...setting('attribute options', (value) => `SET (${parameterList(value)})`),
  ];
}

function notValid({ name, attributes }: CatalogObject): string {
  const constraint = attributes['not null constraint'];
  return words(
    typeof constraint === 'string' && `CONSTRAINT ${quoteIdentifier(constraint)}`,
    `NOT NULL ${quoteIdentifier(name)}`,
    attributes['not null no inherit'] === true && 'NO INHERIT',
    'NOT VALID',
  );
}
