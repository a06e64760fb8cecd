import type { CatalogObject } from '../catalogObject.ts';
import { commentSql } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import { statementsAfter, statementsBefore } from './columnDefinition.ts';
import { ownPartitionIndexStorage, storageClauses } from './relationStorage.ts';

export function defineTable(table: CatalogObject): string {
  const isOwn = ({ attributes }: CatalogObject): boolean => attributes['inherited'] !== true;
  const columns = table.children.filter((part) => part.kind === 'column');
  const constraints = table.children.filter((part) => part.kind === 'constraint');
  const after = table.children.filter((part) => part.kind !== 'column' && part.kind !== 'constraint');
  return [
    ...columns.flatMap(statementsBefore),
    createTable(table, [...columns, ...constraints].filter(isOwn)),
    ...columns.flatMap((column) => statementsAfter(column, `ALTER TABLE ONLY ${table.path}`)),
    ...constraints
      .filter((constraint) => !isOwn(constraint))
      .flatMap((constraint) => ownPartitionIndexStorage(nameBeside(table, constraint), constraint)),
    ...tableSettings(table).map((setting) => `ALTER TABLE ONLY ${table.path} ${setting};`),
    ...(after.length === 0 ? [] : ['', ...after.map((part) => part.definition ?? part.name)]),
  ]
    .join('\n')
    .concat(commentSql('TABLE', table))
    .concat(
      ...constraints.map((constraint) =>
        commentSql('CONSTRAINT', constraint, `${quoteIdentifier(constraint.name)} ON ${table.path}`),
      ),
    );
}

/** The index behind a constraint, which is named in the table's schema. */
function nameBeside({ schema = '' }: CatalogObject, { name }: CatalogObject): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

function createTable(table: CatalogObject, inside: readonly CatalogObject[]): string {
  const { attributes } = table;
  const text = (name: string): string | undefined => {
    const value = attributes[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [partOf, ofType, parents, key] = ['partition of', 'of type', 'inherits', 'partition key'].map(text);
  const list = `(\n${inside.map((part) => `    ${part.definition ?? part.name}`).join(',\n')}\n)`;
  const listIfAny = inside.length === 0 ? '' : ` ${list}`;
  const head =
    partOf !== undefined
      ? ` PARTITION OF ${partOf}${listIfAny} ${String(text('partition bounds'))}`
      : ofType !== undefined
        ? ` OF ${ofType}${listIfAny}`
        : ` ${list}`;
  return `CREATE ${attributes['persistence'] === null ? '' : 'UNLOGGED '}TABLE ${table.path}${head}${
    parents === undefined ? '' : `\nINHERITS (${parents})`
  }${key === undefined ? '' : `\nPARTITION BY ${key}`}${storageClauses(table)};`;
}

function tableSettings({ attributes, children }: CatalogObject): string[] {
  const replicaIdentity = attributes['replica identity'];
  const constraints = children.filter((part) => part.kind === 'constraint');
  return [
    ...(attributes['row security'] === true ? ['ENABLE ROW LEVEL SECURITY'] : []),
    ...(attributes['row security forced'] === true ? ['FORCE ROW LEVEL SECURITY'] : []),
    ...(typeof replicaIdentity === 'string' ? [`REPLICA IDENTITY ${replicaIdentity.toUpperCase()}`] : []),
    ...constraints.flatMap(({ name, attributes: facts }) => [
      ...(facts['clustered'] === true ? [`CLUSTER ON ${quoteIdentifier(name)}`] : []),
      ...(facts['replica identity'] === true ? [`REPLICA IDENTITY USING INDEX ${quoteIdentifier(name)}`] : []),
    ]),
  ];
}
