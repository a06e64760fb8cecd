import type { AlterTableCmd, AlterTableStmt, Constraint, ScanToken } from 'libpg-query';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { createAttribute, createColumn } from './columns.ts';
import { createConstraint } from './constraints.ts';
import { expressionText } from './expressions.ts';
import { relationName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import { relationKind } from './objectTypes.ts';
import { commaSegments } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** ALTER TABLE and its like, one operation or more for each of its commands, on the command's own line. */
export function alterTable(statement: AlterTableStmt, scope: StatementScope): readonly Operation[] {
  const kind = relationKind(statement.objtype);
  if (kind === undefined) return [];
  const relation = relationName(statement.relation, scope);
  const commands = (statement.cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
  const segments = commandSegments(statement, commands.length, scope);
  return commands.flatMap((command, index) =>
    alterCommand({ command, kind, relation, segment: segments[index] ?? [], scope }),
  );
}

/** Commands carry no locations: they are what commas outside of brackets separate, after the table's name. */
function commandSegments(
  statement: AlterTableStmt,
  count: number,
  scope: StatementScope,
): readonly (readonly ScanToken[])[] {
  const tokens = scope.tokens();
  let index = tokens.findIndex((token) => token.start >= (statement.relation?.location ?? 0));
  while (tokens[index + 1]?.text === '.') index += 2;
  while (tokens[index + 1]?.text === '*') index += 1;
  const first = tokens[index + 1];
  const segments = first === undefined ? [] : commaSegments(tokens, first.start);
  return segments.length === count ? segments : [];
}

interface Command {
  readonly command: AlterTableCmd;
  readonly kind: ObjectKind;
  readonly relation: QualifiedName;
  /** The command's tokens; none where the text could not be cut. */
  readonly segment: readonly ScanToken[];
  readonly scope: StatementScope;
}

function alterCommand(context: Command): readonly Operation[] {
  const { command, kind, relation, segment, scope } = context;
  const line = scope.lineAt(segment[0]?.start);
  const columnKind = kind === 'composite type' ? 'attribute' : 'column';
  const whole: OperationTarget = { kind, schema: relation.schema, owner: undefined, name: relation.name };
  const part = (partKind: ObjectKind): OperationTarget => ({
    kind: partKind,
    schema: relation.schema,
    owner: relation.name,
    name: command.name,
  });
  const alter = (target: OperationTarget, attribute: string, value?: string): readonly Operation[] => [
    { action: 'alter', target, attribute, ...(value === undefined ? {} : { value }), line },
  ];
  const definition = command.def;
  switch (command.subtype) {
    case 'AT_AddColumn':
      if (definition === undefined || !('ColumnDef' in definition)) return [];
      return columnKind === 'attribute'
        ? [createAttribute(definition.ColumnDef, relation, scope)]
        : createColumn(definition.ColumnDef, relation, false, scope);
    case 'AT_DropColumn':
      return [{ action: 'drop', target: part(columnKind), line }];
    case 'AT_AlterColumnType':
      return definition !== undefined && 'ColumnDef' in definition
        ? alter(part(columnKind), 'type', typeText(definition.ColumnDef.typeName, scope))
        : [];
    case 'AT_ColumnDefault':
      return alter(part(columnKind), 'default', definition === undefined ? '' : textAfter('default', context));
    case 'AT_SetNotNull':
      return alter(part(columnKind), 'not null', 'true');
    case 'AT_DropNotNull':
      return alter(part(columnKind), 'not null', 'false');
    case 'AT_AddIdentity':
    case 'AT_SetIdentity':
      return alter(part(columnKind), 'identity', identityValue(segment));
    case 'AT_DropIdentity':
      return alter(part(columnKind), 'identity', '');
    case 'AT_SetExpression':
      return alter(part(columnKind), 'generated', textAfter('as', context));
    case 'AT_DropExpression':
      return alter(part(columnKind), 'generated', '');
    case 'AT_AddConstraint':
      return definition !== undefined && 'Constraint' in definition
        ? addConstraint(definition.Constraint, relation, scope)
        : [];
    case 'AT_DropConstraint':
      return [{ action: 'drop', target: part('constraint'), line }];
    case 'AT_ValidateConstraint':
      return alter(part('constraint'), 'not valid', 'false');
    case 'AT_AlterConstraint': {
      const name =
        definition !== undefined && 'ATAlterConstraint' in definition
          ? definition.ATAlterConstraint.conname
          : undefined;
      return alter({ ...part('constraint'), name }, 'deferrable');
    }
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
      return partitionOperations(context, line);
    default: {
      const attribute = tableAttributes[command.subtype ?? ''];
      return attribute === undefined ? [] : alter(whole, attribute.name, attribute.value);
    }
  }
}

/** A primary key makes its columns NOT NULL. */
function addConstraint(constraint: Constraint, relation: QualifiedName, scope: StatementScope): readonly Operation[] {
  const columns = constraint.contype === 'CONSTR_PRIMARY' ? stringValues(constraint.keys) : [];
  const refusals = columns.map((name): Operation => ({
    action: 'alter',
    target: { kind: 'column', schema: relation.schema, owner: relation.name, name },
    attribute: 'not null',
    value: 'true',
    line: scope.lineAt(constraint.location),
  }));
  return [...createConstraint(constraint, relation, undefined, scope), ...refusals];
}

const tableAttributes: Readonly<Record<string, { readonly name: string; readonly value?: string }>> = {
  AT_AddInherit: { name: 'inherits' },
  AT_DisableRowSecurity: { name: 'row security', value: 'false' },
  AT_DropInherit: { name: 'inherits' },
  AT_EnableRowSecurity: { name: 'row security', value: 'true' },
  AT_ForceRowSecurity: { name: 'force row security', value: 'true' },
  AT_NoForceRowSecurity: { name: 'force row security', value: 'false' },
  AT_ReplicaIdentity: { name: 'replica identity' },
  AT_ResetRelOptions: { name: 'options' },
  AT_SetAccessMethod: { name: 'access method' },
  AT_SetLogged: { name: 'persistence', value: '' },
  AT_SetRelOptions: { name: 'options' },
  AT_SetUnLogged: { name: 'persistence', value: 'unlogged' },
};

/** A partition says itself what it is a partition of; of an index nothing is listed. */
function partitionOperations({ command, kind, scope }: Command, line: number): readonly Operation[] {
  const definition = command.def;
  if (kind !== 'table' || definition === undefined || !('PartitionCmd' in definition)) return [];
  const { schema, name } = relationName(definition.PartitionCmd.name, scope);
  const target: OperationTarget = { kind: 'table', schema, owner: undefined, name };
  const detached = command.subtype === 'AT_AttachPartition' ? {} : { value: '' };
  return [
    { action: 'alter', target, attribute: 'partition of', ...detached, line },
    { action: 'alter', target, attribute: 'partition bounds', ...detached, line },
  ];
}

function textAfter(keyword: string, { segment, scope }: Command): string | undefined {
  const token = segment.find(({ text }) => text.toLowerCase() === keyword);
  return token === undefined ? undefined : expressionText(scope, token.end, false);
}

function identityValue(segment: readonly ScanToken[]): string | undefined {
  const words = segment.map(({ text }) => text.toLowerCase()).join(' ');
  if (words.includes('generated always')) return 'always';
  return words.includes('generated by default') ? 'by default' : undefined;
}
