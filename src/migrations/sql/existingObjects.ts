import type { AlterObjectSchemaStmt, CommentStmt, DropStmt, RenameStmt } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { namedTarget } from './namedTargets.ts';
import { routineName } from './routines.ts';
import { commaSegments } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';

/** DROP of one object or several, each on its own line. */
export function dropObjects(statement: DropStmt, scope: StatementScope): readonly Operation[] {
  const objects = statement.objects ?? [];
  const segments = commaSegments(scope.tokens(), 0);
  return objects.flatMap((object, index) => {
    const target = namedTarget({ type: statement.removeType, object }, scope);
    // The first segment begins with the word DROP.
    const line = segments.length === objects.length ? scope.lineAt(segments[index]?.[0]?.start) : scope.line;
    return target === undefined ? [] : [{ action: 'drop', target, line }];
  });
}

export function renameObject(statement: RenameStmt, scope: StatementScope): readonly Operation[] {
  const { relation, object, renameType, subname, newname } = statement;
  const target = namedTarget({ type: renameType, relation, object, part: subname }, scope);
  if (target === undefined || newname === undefined) return [];
  const types =
    object !== undefined && 'ObjectWithArgs' in object ? routineName(object.ObjectWithArgs, scope).arguments : '';
  return [{ action: 'rename', target, newName: `${newname}${types}`, line: scope.line }];
}

export function setSchema(statement: AlterObjectSchemaStmt, scope: StatementScope): readonly Operation[] {
  const { relation, object, objectType, newschema } = statement;
  const target = namedTarget({ type: objectType, relation, object }, scope);
  if (target === undefined || newschema === undefined) return [];
  // An extension belongs to no schema, it has one as an attribute.
  if (target.kind === 'extension')
    return [{ action: 'alter', target, attribute: 'schema', value: newschema, line: scope.line }];
  return [{ action: 'rename', target, attribute: 'schema', newName: newschema, line: scope.line }];
}

export function commentOn(statement: CommentStmt, scope: StatementScope): readonly Operation[] {
  const target = namedTarget({ type: statement.objtype, object: statement.object }, scope);
  if (target === undefined) return [];
  return [{ action: 'alter', target, attribute: 'comment', value: statement.comment ?? '', line: scope.line }];
}
