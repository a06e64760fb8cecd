import type { Constraint } from 'libpg-query';
import { defaultConstraintName } from '../defaultNames.ts';
import type { DefaultNameSuffix } from '../defaultNames.ts';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { parameterList } from './definitionElements.ts';
import { bracketedFrom, columnsIn } from './expressions.ts';
import { indexElements } from './indexes.ts';
import { relationName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import { create, drop, partOf } from '../operationBuilders.ts';
import type { Settled } from '../operationBuilders.ts';
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
  const usesIndex = constraint.indexname !== undefined;
  const created = create(
    {
      ...partOf('constraint', table, name),
      // The columns of an index that is turned into a constraint stand where the index was created.
      ...(usesIndex ? {} : { columns }),
      constraintType: type,
      ...(type === 'foreign key' ? { references: referenced(constraint, scope) } : {}),
    },
    scope,
    {
      attributes: constraintAttributes(constraint, type, columns, scope),
      modifiers: { 'not valid': constraint.skip_validation, 'using index': usesIndex },
      line,
    },
  );
  return usesIndex ? [drop(partOf('index', table, constraint.indexname), scope, { line }), created] : [created];
}

/** The letters are those of FKCONSTR_ACTION_* and FKCONSTR_MATCH_* in PostgreSQL's parsenodes.h. */
const actions: Readonly<Record<string, string>> = { c: 'cascade', d: 'set default', n: 'set null', r: 'restrict' };
const matches: Readonly<Record<string, string>> = { f: 'full', p: 'partial' };

/** Where a statement says nothing, PostgreSQL's default. */
function constraintAttributes(
  constraint: Constraint,
  type: string,
  columns: readonly string[],
  scope: StatementScope,
): Settled {
  const list = (names: readonly string[]): string => names.map(quoteIdentifier).join(', ');
  const parameters = parameterList(constraint.options);
  const shared: Settled = {
    type,
    deferrable: String(constraint.deferrable ?? false),
    'initially deferred': String(constraint.initdeferred ?? false),
    'not valid': String(constraint.skip_validation === true && constraint.is_enforced === true),
  };
  switch (type) {
    case 'check':
      return {
        ...shared,
        ...notEnforced(constraint),
        expression: bracketedFrom(scope, constraint.location ?? 0, 'check'),
        'no inherit': String(constraint.is_no_inherit ?? false),
      };
    case 'foreign key': {
      const target = relationName(constraint.pktable, scope);
      return {
        ...shared,
        ...notEnforced(constraint),
        columns: list(columns),
        references: `${quoteIdentifier(target.schema ?? 'public')}.${quoteIdentifier(target.name)}`,
        // Without columns it is about the primary key of that table.
        ...(constraint.pk_attrs === undefined ? {} : { 'referenced columns': list(stringValues(constraint.pk_attrs)) }),
        match: matches[constraint.fk_matchtype ?? ''] ?? '',
        'on update': actions[constraint.fk_upd_action ?? ''] ?? '',
        'on delete': actions[constraint.fk_del_action ?? ''] ?? '',
      };
    }
    default:
      return {
        ...shared,
        ...(constraint.indexname === undefined && type !== 'exclusion' ? { columns: list(columns) } : {}),
        ...(type === 'exclusion' ? {} : { include: list(stringValues(constraint.including)) }),
        ...(constraint.nulls_not_distinct === true ? { 'nulls not distinct': 'true' } : {}),
        ...(constraint.without_overlaps === true ? { 'without overlaps': 'true' } : {}),
        ...(parameters === undefined ? {} : { 'storage parameters': parameters }),
        ...(constraint.indexspace === undefined ? {} : { tablespace: constraint.indexspace }),
      };
  }
}

/** Since version 18; only what is not enforced says so. */
function notEnforced(constraint: Constraint): Settled {
  return constraint.is_enforced === true ? {} : { 'not enforced': 'true' };
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
