import type { AlterDefaultPrivilegesStmt, GrantStmt, Node } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { definitionElements, findElement } from './definitionElements.ts';
import { namedTarget } from './namedTargets.ts';
import { relationName, stringValue, stringValues } from './names.ts';
import { objectKindOf } from './objectTypes.ts';
import { alter, databaseWide, inSchema, partOf } from '../operationBuilders.ts';
import { roleNames } from './roles.ts';
import type { StatementScope } from './statementScope.ts';

/**
 * GRANT and REVOKE: each sets the privileges of what it names, of columns where it lists them. What they are then
 * depends on what they were. `ON ALL TABLES IN SCHEMA` names no table: it is about all of them.
 */
export function changePrivileges(statement: GrantStmt, scope: StatementScope): readonly Operation[] {
  const { targtype, objtype, objects = [], privileges = [] } = statement;
  if (targtype === 'ACL_TARGET_ALL_IN_SCHEMA') {
    const kind = objectKindOf(objtype);
    return stringValues(objects).flatMap((schema) =>
      kind === undefined ? [] : [privilegesOf({ kind, schema, owner: undefined, name: undefined }, scope)],
    );
  }
  const columns = privileges.flatMap((node) => ('AccessPriv' in node ? stringValues(node.AccessPriv.cols) : []));
  const isOfColumnsAlone = privileges.length > 0 && privileges.every(hasColumns);
  return objects.flatMap((object) => {
    const ofColumns = [...new Set(columns)].map((column) =>
      privilegesOf(partOf('column', relationIn(object, scope), column), scope),
    );
    const target = grantTarget(objtype, object, scope);
    return target === undefined || isOfColumnsAlone ? ofColumns : [privilegesOf(target, scope), ...ofColumns];
  });
}

function hasColumns(privilege: Node): boolean {
  return 'AccessPriv' in privilege && privilege.AccessPriv.cols !== undefined;
}

function privilegesOf(target: OperationTarget, scope: StatementScope): Operation {
  return alter(target, 'privileges', undefined, scope.line);
}

function relationIn(object: Node, scope: StatementScope) {
  return relationName('RangeVar' in object ? object.RangeVar : undefined, scope);
}

function grantTarget(type: string | undefined, object: Node, scope: StatementScope): OperationTarget | undefined {
  const kind = objectKindOf(type);
  return 'RangeVar' in object && kind !== undefined
    ? inSchema(kind, relationIn(object, scope))
    : namedTarget({ type, object }, scope);
}

/** What ALTER DEFAULT PRIVILEGES calls the objects, by the type that the parser gives. */
const objectTypes: Readonly<Record<string, string>> = {
  OBJECT_FUNCTION: 'FUNCTIONS',
  OBJECT_LARGEOBJECT: 'LARGE OBJECTS',
  OBJECT_PROCEDURE: 'FUNCTIONS',
  OBJECT_ROUTINE: 'FUNCTIONS',
  OBJECT_SCHEMA: 'SCHEMAS',
  OBJECT_SEQUENCE: 'SEQUENCES',
  OBJECT_TABLE: 'TABLES',
  OBJECT_TYPE: 'TYPES',
};

const kind: ObjectKind = 'default privileges';

export function changeDefaultPrivileges(
  { options, action }: AlterDefaultPrivilegesStmt,
  scope: StatementScope,
): readonly Operation[] {
  const elements = definitionElements(options);
  const listed = (name: string): readonly Node[] => {
    const list = findElement(elements, name)?.arg;
    return list !== undefined && 'List' in list ? (list.List.items ?? []) : [];
  };
  const roles = roleNames(listed('roles'));
  const schemas = listed('schemas').map((node) => ` IN SCHEMA ${quoteIdentifier(stringValue(node) ?? '')}`);
  const objects = objectTypes[action?.objtype ?? ''];
  if (objects === undefined) return [];
  return (roles.length === 0 ? ['CURRENT_USER'] : roles).flatMap((role) =>
    (schemas.length === 0 ? [''] : schemas).map((schema) =>
      privilegesOf(databaseWide(kind, `FOR ROLE ${role}${schema} ON ${objects}`), scope),
    ),
  );
}
