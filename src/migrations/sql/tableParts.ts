import type {
  AlterPolicyStmt,
  AlterStatsStmt,
  CreatePolicyStmt,
  CreateStatsStmt,
  CreateTrigStmt,
  RuleStmt,
} from 'libpg-query';
import { quoteIdentifier, quoteLiteral } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { bracketedAfter } from './expressions.ts';
import { qualifiedName, relationName, stringValues } from './names.ts';
import { alter, create, inSchema, partOf } from '../operationBuilders.ts';
import { roleNames } from './roles.ts';
import type { StatementScope } from './statementScope.ts';

export function createPolicy(statement: CreatePolicyStmt, scope: StatementScope): readonly Operation[] {
  const target = partOf('policy', relationName(statement.table, scope), statement.policy_name);
  const attributes = {
    command: statement.cmd_name,
    permissive: String(statement.permissive ?? false),
    roles: roleList(statement.roles),
    using: statement.qual === undefined ? '' : bracketedAfter(scope, 'using'),
    'with check': statement.with_check === undefined ? '' : bracketedAfter(scope, 'with', 'check'),
  };
  return [create(target, scope, { attributes })];
}

export function alterPolicy(statement: AlterPolicyStmt, scope: StatementScope): readonly Operation[] {
  const target = partOf('policy', relationName(statement.table, scope), statement.policy_name);
  return [
    ...(statement.roles === undefined ? [] : [alter(target, 'roles', roleList(statement.roles), scope.line)]),
    ...(statement.qual === undefined ? [] : [alter(target, 'using', bracketedAfter(scope, 'using'), scope.line)]),
    ...(statement.with_check === undefined
      ? []
      : [alter(target, 'with check', bracketedAfter(scope, 'with', 'check'), scope.line)]),
  ];
}

/** Ordered as the attribute is; undefined where one of them is whoever runs the statement. */
function roleList(roles: CreatePolicyStmt['roles']): string | undefined {
  const names = roleNames(roles);
  return names.includes('CURRENT_USER') ? undefined : [...names].sort().join(', ');
}

export function createRule(statement: RuleStmt, scope: StatementScope): readonly Operation[] {
  const target = partOf('rule', relationName(statement.relation, scope), statement.rulename);
  return [create(target, scope, { modifiers: { 'or replace': statement.replace } })];
}

/** The bits are those of pg_trigger.h. */
const timings: Readonly<Record<number, string>> = { 0: 'after', 2: 'before', 64: 'instead of' };
const events: readonly (readonly [bit: number, name: string])[] = [
  [4, 'insert'],
  [16, 'update'],
  [8, 'delete'],
  [32, 'truncate'],
];

export function createTrigger(statement: CreateTrigStmt, scope: StatementScope): readonly Operation[] {
  const target = partOf('trigger', relationName(statement.relation, scope), statement.trigname);
  const columns = stringValues(statement.columns).map(quoteIdentifier).join(', ');
  const fired = events.flatMap(([bit, name]) =>
    ((statement.events ?? 0) & bit) === 0 ? [] : [name === 'update' && columns !== '' ? `update of ${columns}` : name],
  );
  const called = qualifiedName(stringValues(statement.funcname), scope);
  const given = stringValues(statement.args).map(quoteLiteral).join(', ');
  const transition = (isNew: boolean): string =>
    (statement.transitionRels ?? []).flatMap((node) =>
      'TriggerTransition' in node && (node.TriggerTransition.isNew ?? false) === isNew
        ? [node.TriggerTransition.name ?? '']
        : [],
    )[0] ?? '';
  const attributes = {
    timing: timings[statement.timing ?? 0],
    events: fired.join(' or '),
    'for each': statement.row === true ? 'row' : 'statement',
    function: `${quoteIdentifier(called.schema ?? 'public')}.${quoteIdentifier(called.name)}(${given})`,
    'old table': transition(false),
    'new table': transition(true),
    constraint: String(statement.isconstraint ?? false),
    deferrable: String(statement.deferrable ?? false),
    'initially deferred': String(statement.initdeferred ?? false),
    ...(statement.whenClause === undefined ? { when: '' } : { when: bracketedAfter(scope, 'when') }),
  };
  return [create(target, scope, { attributes, modifiers: { 'or replace': statement.replace } })];
}

/** Statistics are listed with their table and named within a schema, which other statements know them by. */
export function createStatistics(statement: CreateStatsStmt, scope: StatementScope): readonly Operation[] {
  const relation = (statement.relations ?? []).flatMap((node) => ('RangeVar' in node ? [node.RangeVar] : []))[0];
  const table = relationName(relation, scope);
  const { schema, name } = qualifiedName(stringValues(statement.defnames), scope);
  const columns = (statement.exprs ?? []).flatMap((node) =>
    'StatsElem' in node && node.StatsElem.name !== undefined ? [quoteIdentifier(node.StatsElem.name)] : [],
  );
  const attributes = {
    schema: schema ?? 'public',
    columns: columns.sort().join(', '),
  };
  // Without a name PostgreSQL makes one of the table's and the columns', which is seldom worth foretelling.
  return [
    create({ kind: 'statistics', schema, owner: table.name, name: name === '' ? undefined : name }, scope, {
      attributes,
      modifiers: { 'if not exists': statement.if_not_exists },
    }),
  ];
}

export function alterStatistics(statement: AlterStatsStmt, scope: StatementScope): readonly Operation[] {
  const target = inSchema('statistics', qualifiedName(stringValues(statement.defnames), scope));
  const number = statement.stxstattarget;
  const value = number !== undefined && 'Integer' in number ? (number.Integer.ival ?? 0) : -1;
  return [alter(target, 'statistics target', value === -1 ? '' : String(value), scope.line)];
}
