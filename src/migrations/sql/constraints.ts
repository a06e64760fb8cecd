import type { Constraint } from 'libpg-query';
import { defaultConstraintName } from '../defaultNames.ts';
import type { DefaultNameSuffix } from '../defaultNames.ts';
import type { Operation } from '../migrationProject.ts';
import { columnsIn } from './expressions.ts';
import { indexElements } from './indexes.ts';
import { relationName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import type { StatementScope } from './statementScope.ts';

const kinds: Readonly<Record<string, { readonly type: string; readonly suffix: DefaultNameSuffix }>> = {
  CONSTR_CHECK: { type: 'check', suffix: 'check' },
  CONSTR_EXCLUSION: { type: 'exclusion', suffix: 'excl' },
  CONSTR_FOREIGN: { type: 'foreign key', suffix: 'fkey' },
  CONSTR_PRIMARY: { type: 'primary key', suffix: 'pkey' },
  CONSTR_UNIQUE: { type: 'unique', suffix: 'key' },
};

/**
 * A constraint of a table or a domain, or nothing where it is none that a catalog lists (NOT NULL, DEFAULT).
 *
 * @param column the column that an inline constraint belongs to
 */
export function createConstraint(
  constraint: Constraint,
  table: QualifiedName,
  column: string | undefined,
  scope: StatementScope,
): readonly Operation[] {
  const kind = kinds[constraint.contype ?? ''];
  if (kind === undefined) return [];
  const { type, suffix } = kind;
  const columns = constrainedColumns(constraint, column, scope);
  // Only a CHECK that mentions exactly one column is named after it: AddRelationNewConstraints() in heap.c.
  const named = type === 'check' && columns.length !== 1 ? [] : defaultNameColumns(constraint, columns, scope);
  const name = scope.names.choose(table.schema, constraint.conname ?? constraint.indexname, (taken) =>
    defaultConstraintName(table.name, named, suffix, taken),
  );
  const line = scope.lineAt(constraint.location);
  const create: Operation = {
    action: 'create',
    target: {
      kind: 'constraint',
      schema: table.schema,
      owner: table.name,
      name,
      // The columns of an index that is turned into a constraint stand where the index was created.
      ...(constraint.indexname === undefined ? { columns } : {}),
      constraintType: type,
      ...(type === 'foreign key' ? { references: referenced(constraint, scope) } : {}),
    },
    line,
  };
  if (constraint.indexname === undefined) return [create];
  const index = { kind: 'index', schema: table.schema, owner: table.name, name: constraint.indexname } as const;
  return [{ action: 'drop', target: index, line }, create];
}

function constrainedColumns(
  constraint: Constraint,
  column: string | undefined,
  scope: StatementScope,
): readonly string[] {
  if (constraint.contype === 'CONSTR_CHECK') return columnsIn(constraint.raw_expr);
  if (constraint.contype === 'CONSTR_EXCLUSION') return exclusionElements(constraint, scope).map(({ text }) => text);
  const listed = stringValues(constraint.contype === 'CONSTR_FOREIGN' ? constraint.fk_attrs : constraint.keys);
  return listed.length === 0 && column !== undefined ? [column] : listed;
}

function defaultNameColumns(
  constraint: Constraint,
  columns: readonly string[],
  scope: StatementScope,
): readonly string[] {
  if (constraint.contype === 'CONSTR_EXCLUSION') return exclusionElements(constraint, scope).map(({ label }) => label);
  return constraint.contype === 'CONSTR_UNIQUE' ? [...columns, ...stringValues(constraint.including)] : columns;
}

/** Each exclusion is a list of an index element and its operator. */
function exclusionElements(constraint: Constraint, scope: StatementScope) {
  const elements = (constraint.exclusions ?? []).flatMap((pair) =>
    'List' in pair ? (pair.List.items ?? []).slice(0, 1) : [],
  );
  return indexElements(elements, constraint.location ?? 0, scope);
}

function referenced(constraint: Constraint, scope: StatementScope) {
  const target = relationName(constraint.pktable, scope);
  return { schema: target.schema, table: target.name, columns: stringValues(constraint.pk_attrs) };
}
