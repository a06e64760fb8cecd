import type { CreateStmt, CreateTableAsStmt, IntoClause, Node } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { createColumn } from './columns.ts';
import { createConstraint } from './constraints.ts';
import { parameterList } from './definitionElements.ts';
import { relationName, stringValues } from './names.ts';
import { create, inSchema, partOf } from '../operationBuilders.ts';
import type { Settled } from '../operationBuilders.ts';
import { queryText, textFrom } from './queryText.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** What CREATE FOREIGN TABLE has beyond CREATE TABLE. */
interface TableForm {
  readonly kind: 'table' | 'foreign table';
  readonly attributes: Settled;
}

/** CREATE TABLE with all that its brackets hold. What it takes from other tables (LIKE, INHERITS) is not its own. */
export function createTable(
  statement: CreateStmt,
  scope: StatementScope,
  { kind, attributes }: TableForm = { kind: 'table', attributes: {} },
): readonly Operation[] {
  if (isTemporary(statement.relation)) return [];
  const table = relationName(statement.relation, scope);
  const settled = { ...tableAttributes(statement, scope), ...attributes };
  const modifiers = { 'if not exists': statement.if_not_exists };
  const keys = primaryKeyColumns(statement.tableElts ?? []);
  const parts = (statement.tableElts ?? []).flatMap((element) => {
    if ('ColumnDef' in element) {
      return createColumn(element.ColumnDef, table, keys.has(element.ColumnDef.colname ?? ''), scope, modifiers);
    }
    // In a new table there is nothing that NOT VALID could leave out.
    const validated = { skip_validation: false };
    if ('Constraint' in element)
      return createConstraint({ ...element.Constraint, ...validated }, table, undefined, scope);
    return [];
  });
  return [create(inSchema(kind, table), scope, { attributes: settled, modifiers }), ...parts];
}

function tableAttributes(statement: CreateStmt, scope: StatementScope): Settled {
  const parents = (statement.inhRelations ?? []).map((node) => {
    const { schema, name } = relationName('RangeVar' in node ? node.RangeVar : undefined, scope);
    return `${quoteIdentifier(schema ?? 'public')}.${quoteIdentifier(name)}`;
  });
  const { partbound, partspec, ofTypename, options, tablespacename, accessMethod, relation } = statement;
  const parameters = parameterList(options);
  return {
    ...(relation?.relpersistence === 'u' ? { persistence: 'unlogged' } : {}),
    ...(parents.length === 0 ? {} : { [partbound === undefined ? 'inherits' : 'partition of']: parents.join(', ') }),
    ...(partbound === undefined ? {} : { 'partition bounds': boundText(statement, scope) }),
    ...(partspec === undefined ? {} : { 'partition key': keyText(partspec.location, scope) }),
    ...(ofTypename === undefined ? {} : { 'of type': typeText(ofTypename, scope) }),
    ...(parameters === undefined ? {} : { 'storage parameters': parameters }),
    ...(tablespacename === undefined ? {} : { tablespace: tablespacename }),
    ...(accessMethod === undefined ? {} : { 'access method': accessMethod }),
  };
}

/** `FOR VALUES ...` or DEFAULT, as it stands before what may follow it. */
function boundText({ partbound }: CreateStmt, scope: StatementScope): string | undefined {
  if (partbound?.is_default === true) return 'DEFAULT';
  return textFrom(scope, ['for', 'values'], ['partition', 'with', 'using', 'on', 'tablespace', 'server']);
}

/** `RANGE (at)` of PARTITION BY RANGE (at). */
function keyText(location: number | undefined, scope: StatementScope): string | undefined {
  const text = textFrom(scope, ['partition', 'by'], ['with', 'using', 'on', 'tablespace', 'server'], location);
  return text?.replace(/^partition\s+by\s+(\w+)/i, (_, strategy: string) => strategy.toUpperCase());
}

/** CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW: columns only where the statement names them. */
export function createTableAs(
  { into, objtype, if_not_exists }: Pick<CreateTableAsStmt, 'into' | 'objtype' | 'if_not_exists'>,
  scope: StatementScope,
): readonly Operation[] {
  if (isTemporary(into?.rel)) return [];
  const table = relationName(into?.rel, scope);
  const modifiers = { 'if not exists': if_not_exists };
  const parameters = parameterList(into?.options);
  const attributes = parameters === undefined ? {} : { 'storage parameters': parameters };
  if (objtype === 'OBJECT_MATVIEW') {
    const settled = { query: queryText(scope), populated: String(isFilled(into)), ...attributes };
    return [create(inSchema('materialized view', table), scope, { attributes: settled, modifiers })];
  }
  const columns = stringValues(into?.colNames).map((column) => create(partOf('column', table, column), scope));
  return [create(inSchema('table', table), scope, { attributes, modifiers }), ...columns];
}

function isFilled(into: IntoClause | undefined): boolean {
  return into?.skipData !== true;
}

/** The columns that a PRIMARY KEY of its own makes NOT NULL. */
function primaryKeyColumns(elements: readonly Node[]): ReadonlySet<string> {
  return new Set(
    elements.flatMap((element) =>
      'Constraint' in element && element.Constraint.contype === 'CONSTR_PRIMARY'
        ? stringValues(element.Constraint.keys)
        : [],
    ),
  );
}

/** A temporary table is gone before anybody compares. */
function isTemporary(relation: CreateStmt['relation']): boolean {
  return relation?.relpersistence === 't' || relation?.schemaname === 'pg_temp';
}
