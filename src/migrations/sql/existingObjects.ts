import type {
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  CommentStmt,
  DropStmt,
  Node,
  RenameStmt,
  SecLabelStmt,
} from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { namedTarget } from './namedTargets.ts';
import { alter, create, databaseWide, drop } from '../operationBuilders.ts';
import { roleValue } from './roles.ts';
import { routineName } from './routineNames.ts';
import { commaSegments } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';

/** DROP of one object or several, each on its own line. */
export function dropObjects(statement: DropStmt, scope: StatementScope): readonly Operation[] {
  const objects = statement.objects ?? [];
  const segments = objects.length > 1 ? commaSegments(scope.tokens(), 0) : [];
  const modifiers = {
    'if exists': statement.missing_ok,
    concurrently: statement.concurrent,
    cascade: statement.behavior === 'DROP_CASCADE',
  };
  return objects.flatMap((object, index) => {
    const target = namedTarget({ type: statement.removeType, object }, scope);
    // The first segment begins with the word DROP.
    const line = segments.length === objects.length ? scope.lineAt(segments[index]?.[0]?.start) : scope.line;
    return target === undefined ? [] : [drop(target, scope, { modifiers, line })];
  });
}

export function renameObject(statement: RenameStmt, scope: StatementScope): readonly Operation[] {
  const { relation, object, renameType, subname, newname } = statement;
  const target = namedTarget({ type: renameType, relation, object, part: subname }, scope);
  if (target === undefined || newname === undefined) return [];
  return [{ action: 'rename', target, newName: newName(newname, target, object, scope), line: scope.line }];
}

/** What tells an object from others of its name stays as it was. */
function newName(
  name: string,
  { kind, name: before }: OperationTarget,
  object: Node | undefined,
  scope: StatementScope,
): string {
  if (kind === 'operator class' || kind === 'operator family') {
    return `${quoteIdentifier(name)} USING ${(before ?? '').split(' USING ').at(-1) ?? ''}`;
  }
  return object !== undefined && 'ObjectWithArgs' in object
    ? `${name}${routineName(object.ObjectWithArgs, scope).arguments}`
    : name;
}

export function setSchema(statement: AlterObjectSchemaStmt, scope: StatementScope): readonly Operation[] {
  const { relation, object, objectType, newschema } = statement;
  const target = namedTarget({ type: objectType, relation, object }, scope);
  if (target === undefined || newschema === undefined) return [];
  // An extension belongs to no schema, it has one as an attribute.
  if (target.kind === 'extension') return [alter(target, 'schema', newschema, scope.line)];
  return [{ action: 'rename', target, attribute: 'schema', newName: newschema, line: scope.line }];
}

export function commentOn(statement: CommentStmt, scope: StatementScope): readonly Operation[] {
  const target = namedTarget({ type: statement.objtype, object: statement.object }, scope);
  return target === undefined ? [] : [alter(target, 'comment', statement.comment ?? '', scope.line)];
}

/** ALTER ... OWNER TO of everything but tables and their like. */
export function changeOwner(statement: AlterOwnerStmt, scope: StatementScope): readonly Operation[] {
  const { objectType, relation, object, newowner } = statement;
  const target = namedTarget({ type: objectType, relation, object }, scope);
  return target === undefined ? [] : [alter(target, 'owner', roleValue(newowner), scope.line)];
}

/** A label is an object of its own, named after what it is on as pg_identify_object() does. */
export function securityLabel(statement: SecLabelStmt, scope: StatementScope): readonly Operation[] {
  const labelled = namedTarget({ type: statement.objtype, object: statement.object }, scope);
  if (labelled?.name === undefined) return [];
  const { kind, schema = 'public', owner, name } = labelled;
  const isWide = labelled.schema === undefined && statement.object !== undefined && 'String' in statement.object;
  const path = [...(isWide ? [] : [schema]), ...(owner === undefined ? [] : [owner])].map(quoteIdentifier);
  // A routine's name goes on with its arguments.
  const [bare = '', signature] = /^([^(]*)(\(.*)?$/s.exec(name)?.slice(1) ?? [];
  const identity = [...path, `${quoteIdentifier(bare)}${signature ?? ''}`].join('.');
  const type = kind === 'column' ? 'TABLE COLUMN' : (labelTypes[kind] ?? kind.toUpperCase());
  const provider = quoteIdentifier(statement.provider ?? '');
  const target = databaseWide('security label', `${provider} ON ${type} ${identity}`);
  if (statement.label === undefined) return [drop(target, scope)];
  return [create(target, scope, { attributes: { label: statement.label } })];
}

const labelTypes: Partial<Readonly<Record<OperationTarget['kind'], string>>> = { enum: 'TYPE', domain: 'TYPE' };
