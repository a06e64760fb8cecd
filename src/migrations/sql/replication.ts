import type {
  AlterPublicationStmt,
  AlterSubscriptionStmt,
  CreatePublicationStmt,
  CreateSubscriptionStmt,
  DefElem,
  DropSubscriptionStmt,
  Node,
} from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { definitionElements, elementText } from './definitionElements.ts';
import { relationName, stringValues } from './names.ts';
import { alter, create, databaseWide, drop } from '../operationBuilders.ts';
import type { Settled } from '../operationBuilders.ts';
import type { StatementScope } from './statementScope.ts';

/** What the catalog calls the options of WITH (...). */
const publicationOptions: Readonly<Record<string, string>> = {
  publish: 'publish',
  publish_generated_columns: 'generated columns',
  publish_via_partition_root: 'via partition root',
};

export function createPublication(statement: CreatePublicationStmt, scope: StatementScope): readonly Operation[] {
  const target = databaseWide('publication', statement.pubname);
  const attributes = {
    'all tables': String(statement.for_all_tables ?? false),
    ...settledOptions(statement.options, publicationOptions),
  };
  return [
    create(target, scope, { attributes }),
    ...published(statement.pubname, statement.pubobjects, scope).map(({ part, ...details }) =>
      create(part, scope, details),
    ),
  ];
}

export function alterPublication(statement: AlterPublicationStmt, scope: StatementScope): readonly Operation[] {
  const { pubname, action } = statement;
  const target = databaseWide('publication', pubname);
  const options = alteredOptions(target, statement.options, publicationOptions, scope);
  const objects = published(pubname, statement.pubobjects, scope);
  if (action === 'AP_DropObjects') return objects.map(({ part, line }) => drop(part, scope, { line }));
  const added = objects.map(({ part, ...details }) => create(part, scope, details));
  if (action !== 'AP_SetObjects' || objects.length === 0) return [...options, ...added];
  // SET TABLE replaces the list: what it does not name goes.
  const all = (['published table', 'published schema'] as const).map((kind) =>
    drop({ kind, schema: undefined, owner: pubname, name: undefined }, scope),
  );
  return [...all, ...added];
}

interface Published {
  readonly part: OperationTarget;
  readonly attributes: Settled;
  readonly line: number;
}

function published(
  publication: string | undefined,
  objects: readonly Node[] | undefined,
  scope: StatementScope,
): readonly Published[] {
  const part = (kind: 'published table' | 'published schema', name: string): OperationTarget => ({
    kind,
    schema: undefined,
    owner: publication,
    name,
  });
  return (objects ?? []).flatMap((node): readonly Published[] => {
    if (!('PublicationObjSpec' in node)) return [];
    const { name, pubtable, location } = node.PublicationObjSpec;
    const line = scope.lineAt(location ?? pubtable?.relation?.location);
    if (pubtable === undefined) {
      return name === undefined ? [] : [{ part: part('published schema', name), attributes: {}, line }];
    }
    const table = relationName(pubtable.relation, scope);
    const path = `${quoteIdentifier(table.schema ?? 'public')}.${quoteIdentifier(table.name)}`;
    const columns = [...stringValues(pubtable.columns)].sort().map(quoteIdentifier).join(', ');
    const attributes = { columns, ...(pubtable.whereClause === undefined ? { 'row filter': '' } : {}) };
    return [{ part: part('published table', path), attributes, line }];
  });
}

const subscriptionOptions: Readonly<Record<string, string>> = {
  binary: 'binary',
  disable_on_error: 'disable on error',
  enabled: 'enabled',
  failover: 'failover',
  origin: 'origin',
  password_required: 'password required',
  run_as_owner: 'run as owner',
  slot_name: 'slot name',
  streaming: 'streaming',
  synchronous_commit: 'synchronous commit',
  two_phase: 'two phase',
};

export function createSubscription(statement: CreateSubscriptionStmt, scope: StatementScope): readonly Operation[] {
  const attributes = {
    publications: publicationList(statement.publication),
    ...settledOptions(statement.options, subscriptionOptions),
  };
  return [create(databaseWide('subscription', statement.subname), scope, { attributes })];
}

/** The connection string is a secret and never repeated. */
export function alterSubscription(statement: AlterSubscriptionStmt, scope: StatementScope): readonly Operation[] {
  const target = databaseWide('subscription', statement.subname);
  switch (statement.kind) {
    case 'ALTER_SUBSCRIPTION_CONNECTION':
      return [alter(target, 'connection', undefined, scope.line)];
    case 'ALTER_SUBSCRIPTION_SET_PUBLICATION':
      return [alter(target, 'publications', publicationList(statement.publication), scope.line)];
    case 'ALTER_SUBSCRIPTION_ADD_PUBLICATION':
    case 'ALTER_SUBSCRIPTION_DROP_PUBLICATION':
      return [alter(target, 'publications', undefined, scope.line)];
    default:
      return alteredOptions(target, statement.options, subscriptionOptions, scope);
  }
}

export function dropSubscription(statement: DropSubscriptionStmt, scope: StatementScope): readonly Operation[] {
  const modifiers = { 'if exists': statement.missing_ok };
  return [drop(databaseWide('subscription', statement.subname), scope, { modifiers })];
}

function publicationList(nodes: readonly Node[] | undefined): string {
  return [...stringValues(nodes)].sort().map(quoteIdentifier).join(', ');
}

function settledOptions(
  nodes: readonly Node[] | undefined,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    definitionElements(nodes).flatMap((element) => {
      const name = names[element.defname ?? ''];
      const value = optionValue(element);
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

function alteredOptions(
  target: OperationTarget,
  nodes: readonly Node[] | undefined,
  names: Readonly<Record<string, string>>,
  scope: StatementScope,
): readonly Operation[] {
  return definitionElements(nodes).flatMap((element) => {
    const name = names[element.defname ?? ''];
    return name === undefined ? [] : [alter(target, name, optionValue(element), scope.line)];
  });
}

/** As the attributes say it: NONE is no name of a slot, and what goes by itself is not told. */
function optionValue(element: DefElem): string | undefined {
  const value = elementText(element)?.toLowerCase();
  if (element.defname === 'slot_name') return value === 'none' ? '' : elementText(element);
  return element.defname === 'password_required' ? (value === 'false' ? 'no' : '') : value;
}
