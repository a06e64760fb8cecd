import type { ColumnDef } from 'libpg-query';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { textAfter } from './alterCommand.ts';
import type { AlterCommand } from './alterCommand.ts';
import { collationText, createAttribute, createColumn } from './columns.ts';
import { definitionElements, findElement } from './definitionElements.ts';
import { stringValue } from './names.ts';
import { alter, drop, inSchema, partOf } from '../operationBuilders.ts';
import { typeText } from './typeText.ts';

/** What a command of ALTER TABLE does to a column or an attribute; undefined where it is about something else. */
export function alterColumn(given: AlterCommand): readonly Operation[] | undefined {
  const { command, kind, relation, line, scope } = given;
  const definition = command.def !== undefined && 'ColumnDef' in command.def ? command.def.ColumnDef : undefined;
  const target = columnTarget(given);
  const modifiers = {
    cascade: command.behavior === 'DROP_CASCADE',
    'if exists': command.subtype === 'AT_DropColumn' && command.missing_ok === true,
  };
  switch (command.subtype) {
    case 'AT_AddColumn':
      if (definition === undefined) return [];
      return kind === 'composite type'
        ? [createAttribute(definition, relation, scope)]
        : createColumn(definition, relation, false, scope, { 'if not exists': command.missing_ok });
    case 'AT_DropColumn':
      return [drop(target, scope, { modifiers, line })];
    case 'AT_AlterColumnType':
      return definition === undefined ? [] : changeType(target, definition, given);
    case 'AT_ColumnDefault':
      return [alter(target, 'default', command.def === undefined ? '' : textAfter('default', given), line)];
    case 'AT_SetNotNull':
      return [alter(target, 'not null', 'true', line)];
    case 'AT_DropNotNull':
      return [alter(target, 'not null', 'false', line)];
    case 'AT_AddIdentity':
    case 'AT_SetIdentity':
      return changeIdentity(target, given);
    case 'AT_DropIdentity':
      return [alter(target, 'identity', '', line)];
    case 'AT_SetExpression':
      return [alter(target, 'generated', storedText(textAfter('as', given)), line)];
    case 'AT_DropExpression':
      return [alter(target, 'generated', '', line)];
    case 'AT_SetStatistics':
      return [setStatistics(given)];
    case 'AT_SetStorage':
      return [alter(target, 'storage', stringValue(command.def)?.toLowerCase(), line)];
    case 'AT_SetCompression':
      return [alter(target, 'compression', compression(stringValue(command.def)), line)];
    case 'AT_SetOptions':
    case 'AT_ResetOptions':
      return [alter(target, 'attribute options', undefined, line)];
    case 'AT_AlterColumnGenericOptions':
      return [alter(target, 'options', undefined, line)];
    default:
      return undefined;
  }
}

function columnTarget({ command, kind, relation }: AlterCommand): OperationTarget {
  return partOf(kind === 'composite type' ? 'attribute' : 'column', relation, command.name);
}

/** A type without COLLATE brings its own collation. */
function changeType(target: OperationTarget, definition: ColumnDef, given: AlterCommand): readonly Operation[] {
  const { line, scope } = given;
  const modifiers = { 'using expression': definition.raw_default !== undefined };
  return [
    alter(target, 'type', typeText(definition.typeName, scope), line, modifiers),
    ...(definition.collClause === undefined
      ? []
      : [alter(target, 'collation', collationText(definition, scope), line)]),
  ];
}

function changeIdentity(target: OperationTarget, { command, line }: AlterCommand): readonly Operation[] {
  const constraint = command.def !== undefined && 'Constraint' in command.def ? command.def.Constraint : undefined;
  if (constraint !== undefined) {
    return [alter(target, 'identity', constraint.generated_when === 'a' ? 'always' : 'by default', line)];
  }
  const elements = definitionElements(command.def);
  const when = findElement(elements, 'generated')?.arg;
  const isAlways = when !== undefined && 'Integer' in when && when.Integer.ival === 'a'.charCodeAt(0);
  const hasOptions = elements.some(({ defname }) => defname !== 'generated' && defname !== 'restart');
  return [
    ...(when === undefined ? [] : [alter(target, 'identity', isAlways ? 'always' : 'by default', line)]),
    ...(hasOptions ? [alter(target, 'sequence options', undefined, line)] : []),
  ];
}

function storedText(expression: string | undefined): string | undefined {
  return expression === undefined ? undefined : `${expression} stored`;
}

/** -1 asks for the server's default. Columns of an index go by their number. */
function setStatistics({ command, kind, relation, line }: AlterCommand): Operation {
  const number = command.def !== undefined && 'Integer' in command.def ? (command.def.Integer.ival ?? 0) : -1;
  const index = inSchema('index', relation);
  return kind === 'index' || command.name === undefined
    ? alter(index, 'statistics targets', undefined, line)
    : alter(partOf('column', relation, command.name), 'statistics target', number === -1 ? '' : String(number), line);
}

function compression(method: string | undefined): string | undefined {
  return method?.toLowerCase() === 'default' ? '' : method?.toLowerCase();
}
