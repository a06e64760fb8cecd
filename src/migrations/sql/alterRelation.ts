import type { RangeVar } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import type { Operation } from '../migrationProject.ts';
import type { AlterCommand } from './alterCommand.ts';
import { relationName } from './names.ts';
import type { QualifiedName } from './names.ts';
import { alter, inSchema, partOf } from '../operationBuilders.ts';
import { textFrom } from './queryText.ts';
import { roleValue } from './roles.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

interface Setting {
  readonly attribute: string;
  readonly value?: string;
}

/** Commands that set an attribute of the whole, and to what where they alone say it. */
const settings: Readonly<Record<string, Setting>> = {
  AT_DisableRowSecurity: { attribute: 'row security', value: 'false' },
  AT_DropCluster: { attribute: 'clustered', value: 'false' },
  AT_DropOf: { attribute: 'of type', value: '' },
  AT_EnableRowSecurity: { attribute: 'row security', value: 'true' },
  AT_ForceRowSecurity: { attribute: 'row security forced', value: 'true' },
  AT_GenericOptions: { attribute: 'options' },
  AT_NoForceRowSecurity: { attribute: 'row security forced', value: 'false' },
  AT_SetLogged: { attribute: 'persistence', value: '' },
  AT_SetUnLogged: { attribute: 'persistence', value: 'unlogged' },
};

/** Commands that switch triggers and rules. Those without a name are about all of the table's. */
const switches: Readonly<Record<string, readonly [kind: 'trigger' | 'rule', state: string]>> = {
  AT_DisableRule: ['rule', 'disabled'],
  AT_DisableTrig: ['trigger', 'disabled'],
  AT_DisableTrigAll: ['trigger', 'disabled'],
  AT_DisableTrigUser: ['trigger', 'disabled'],
  AT_EnableAlwaysRule: ['rule', 'always'],
  AT_EnableAlwaysTrig: ['trigger', 'always'],
  AT_EnableReplicaRule: ['rule', 'replica'],
  AT_EnableReplicaTrig: ['trigger', 'replica'],
  AT_EnableRule: ['rule', 'origin'],
  AT_EnableTrig: ['trigger', 'origin'],
  AT_EnableTrigAll: ['trigger', 'origin'],
  AT_EnableTrigUser: ['trigger', 'origin'],
};

/**
 * What a command of ALTER TABLE does to the relation itself, to its triggers, rules and indexes.
 * A table with several parents is so seldom that INHERIT counts as setting the only one.
 */
export function alterRelation(given: AlterCommand): readonly Operation[] {
  const { command, kind, relation, line, scope } = given;
  const { subtype = '', def, name } = command;
  const target = inSchema(kind, relation);
  const setting = settings[subtype];
  if (setting !== undefined) return [alter(target, setting.attribute, setting.value, line)];
  const switched = switches[subtype];
  if (switched !== undefined) {
    const [partKind, state] = switched;
    return [alter(partOf(partKind, relation, name), 'enabled', state, line)];
  }
  switch (subtype) {
    case 'AT_ChangeOwner':
      return [alter(target, 'owner', roleValue(command.newowner), line)];
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
    case 'AT_ReplaceRelOptions':
      return [alter(target, parametersOf(kind), undefined, line)];
    case 'AT_SetTableSpace':
      return [alter(target, 'tablespace', name, line)];
    case 'AT_SetAccessMethod':
      return [alter(target, 'access method', name, line)];
    case 'AT_AddOf':
      return [
        alter(
          target,
          'of type',
          def !== undefined && 'TypeName' in def ? typeText(def.TypeName, scope) : undefined,
          line,
        ),
      ];
    case 'AT_AddInherit':
      return [
        alter(target, 'inherits', def !== undefined && 'RangeVar' in def ? pathOf(def.RangeVar, scope) : '', line),
      ];
    case 'AT_DropInherit':
      return [alter(target, 'inherits', '', line)];
    case 'AT_ClusterOn':
      return [alter(partOf('index', relation, name), 'clustered', 'true', line)];
    case 'AT_ReplicaIdentity':
      return replicaIdentity(given);
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
      return partitionOperations(given);
    default:
      return [];
  }
}

/** SET (...) of a view is about what it is, of others about how it is stored. */
function parametersOf(kind: ObjectKind): string {
  return kind === 'view' ? 'options' : 'storage parameters';
}

/** The letters are those of pg_class.relreplident. An index says itself that it identifies rows. */
function replicaIdentity({ command, kind, relation, line }: AlterCommand): readonly Operation[] {
  const { def } = command;
  if (def === undefined || !('ReplicaIdentityStmt' in def)) return [];
  const { identity_type, name } = def.ReplicaIdentityStmt;
  const value = identity_type === 'f' ? 'full' : identity_type === 'n' ? 'nothing' : '';
  return [
    alter(inSchema(kind, relation), 'replica identity', value, line),
    ...(identity_type === 'i' ? [alter(partOf('index', relation, name), 'replica identity', 'true', line)] : []),
  ];
}

/** A partition says itself what it is a partition of; of an index nothing is listed. */
function partitionOperations({ command, kind, relation, line, scope }: AlterCommand): readonly Operation[] {
  const definition = command.def;
  if (kind === 'index' || definition === undefined || !('PartitionCmd' in definition)) return [];
  const target = inSchema('table', relationName(definition.PartitionCmd.name, scope));
  const isAttached = command.subtype === 'AT_AttachPartition';
  const parent = pathText(relation);
  const bounds =
    definition.PartitionCmd.bound?.is_default === true ? 'DEFAULT' : textFrom(scope, ['for', 'values'], []);
  const modifiers = { concurrently: definition.PartitionCmd.concurrent };
  return [
    alter(target, 'partition of', isAttached ? parent : '', line, modifiers),
    alter(target, 'partition bounds', isAttached ? bounds : '', line, modifiers),
  ];
}

function pathOf(relation: RangeVar, scope: StatementScope): string {
  return pathText(relationName(relation, scope));
}

function pathText({ schema, name }: QualifiedName): string {
  return `${quoteIdentifier(schema ?? 'public')}.${quoteIdentifier(name)}`;
}
