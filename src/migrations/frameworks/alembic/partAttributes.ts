import { quoteIdentifier } from '../../../catalog/identifiers.ts';
import type { OperationTarget } from '../../migrationProject.ts';
import type { Modifiers, Settled } from '../../operationBuilders.ts';
import { type Arguments, knownText } from '../../values/value.ts';
import { columnNames, isSet } from './callArguments.ts';
import { sqlText } from './serverDefault.ts';

/** What the call that makes a constraint settles of it, besides what it is over. */
export function constraintAttributes(
  type: string,
  given: Arguments | undefined,
  known: {
    readonly columns?: readonly string[] | undefined;
    readonly references?: OperationTarget['references'];
    readonly condition?: string | undefined;
  },
): Settled {
  const text = (name: string): string | undefined => knownText(given?.keywords.get(name));
  const { columns, references, condition } = known;
  const shared: Settled = {
    type,
    deferrable: String(given !== undefined && isSet(given, 'deferrable')),
    'initially deferred': String(text('initially')?.toLowerCase() === 'deferred'),
    'not valid': String(given !== undefined && isSet(given, 'postgresql_not_valid')),
  };
  switch (type) {
    case 'check':
      return { ...shared, expression: condition };
    case 'foreign key':
      return {
        ...shared,
        columns: list(columns),
        ...(references === undefined
          ? {}
          : {
              references: `${quoteIdentifier(references.schema ?? 'public')}.${quoteIdentifier(references.table)}`,
              'referenced columns': list(references.columns),
            }),
        match: matchType(text('match')),
        'on delete': action(text('ondelete')),
        'on update': action(text('onupdate')),
      };
    case 'exclusion':
      return shared;
    default:
      return {
        ...shared,
        columns: list(columns),
        include: list(columnNames(given?.keywords.get('postgresql_include')) ?? []),
      };
  }
}

function list(names: readonly string[] | undefined): string | undefined {
  return names?.map(quoteIdentifier).join(', ');
}

function matchType(written: string | undefined): string {
  const match = written?.toLowerCase() ?? '';
  return match === 'simple' ? '' : match;
}

/** NO ACTION is what goes by itself. */
function action(written: string | undefined): string {
  const word = written?.toLowerCase() ?? '';
  return word === 'no action' ? '' : word;
}

/** What the call that makes an index settles of it; the keys PostgreSQL writes in a way of its own. */
export function indexAttributes(given: Arguments | undefined): Settled {
  const where = given?.keywords.get('postgresql_where');
  return {
    unique: String(given !== undefined && isSet(given, 'unique')),
    method: knownText(given?.keywords.get('postgresql_using')) ?? 'btree',
    include: list(columnNames(given?.keywords.get('postgresql_include')) ?? []),
    predicate: where === undefined || where.kind === 'none' ? '' : sqlText(where),
  };
}

export function partModifiers(given: Arguments | undefined): Modifiers {
  if (given === undefined) return {};
  return {
    concurrently: isSet(given, 'postgresql_concurrently'),
    'not valid': isSet(given, 'postgresql_not_valid'),
    'if exists': isSet(given, 'if_exists'),
    'if not exists': isSet(given, 'if_not_exists'),
  };
}
