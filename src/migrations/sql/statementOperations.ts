import type { Node } from 'libpg-query';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { alterTable } from './alterTable.ts';
import { commentOn, dropObjects, renameObject, setSchema } from './existingObjects.ts';
import { createIndex } from './indexes.ts';
import { relationName } from './names.ts';
import { objectKindOf } from './objectTypes.ts';
import { createRoutine, routineName } from './routines.ts';
import { alterSequence } from './sequences.ts';
import type { StatementScope } from './statementScope.ts';
import { createTable, createTableAs } from './tables.ts';
import { alterDomain, alterEnum, createCompositeType, createDomain, createEnum } from './types.ts';

/** What one statement does; nothing for statements that change no object of a kind that a catalog lists. */
export function statementOperations(node: Node, scope: StatementScope): readonly Operation[] {
  if ('CreateStmt' in node) return createTable(node.CreateStmt, scope);
  if ('AlterTableStmt' in node) return alterTable(node.AlterTableStmt, scope);
  if ('IndexStmt' in node) return createIndex(node.IndexStmt, scope);
  if ('DropStmt' in node) return dropObjects(node.DropStmt, scope);
  if ('RenameStmt' in node) return renameObject(node.RenameStmt, scope);
  if ('AlterObjectSchemaStmt' in node) return setSchema(node.AlterObjectSchemaStmt, scope);
  if ('CommentStmt' in node) return commentOn(node.CommentStmt, scope);
  if ('CreateEnumStmt' in node) return createEnum(node.CreateEnumStmt, scope);
  if ('AlterEnumStmt' in node) return alterEnum(node.AlterEnumStmt, scope);
  if ('CompositeTypeStmt' in node) return createCompositeType(node.CompositeTypeStmt, scope);
  if ('CreateDomainStmt' in node) return createDomain(node.CreateDomainStmt, scope);
  if ('AlterDomainStmt' in node) return alterDomain(node.AlterDomainStmt, scope);
  if ('CreateFunctionStmt' in node) return createRoutine(node.CreateFunctionStmt, scope);
  if ('AlterSeqStmt' in node) return alterSequence(node.AlterSeqStmt, scope);
  if ('CreateSchemaStmt' in node) return createSchema(node.CreateSchemaStmt, scope);
  if ('SelectStmt' in node) {
    return node.SelectStmt.intoClause === undefined
      ? []
      : createTableAs(node.SelectStmt.intoClause, 'OBJECT_TABLE', scope);
  }
  if ('CreateTableAsStmt' in node) {
    return createTableAs(node.CreateTableAsStmt.into, node.CreateTableAsStmt.objtype, scope);
  }
  if ('ViewStmt' in node) {
    return node.ViewStmt.view?.relpersistence === 't'
      ? []
      : [created('view', relationName(node.ViewStmt.view, scope), scope)];
  }
  if ('CreateSeqStmt' in node) {
    const { sequence } = node.CreateSeqStmt;
    return sequence?.relpersistence === 't' ? [] : [created('sequence', relationName(sequence, scope), scope)];
  }
  if ('CreateTrigStmt' in node) {
    const { schema, name: owner } = relationName(node.CreateTrigStmt.relation, scope);
    return [creation({ kind: 'trigger', schema, owner, name: node.CreateTrigStmt.trigname }, scope)];
  }
  if ('CreateExtensionStmt' in node) {
    return [
      creation(
        { kind: 'extension', schema: undefined, owner: undefined, name: node.CreateExtensionStmt.extname },
        scope,
      ),
    ];
  }
  if ('AlterExtensionStmt' in node) {
    const target: OperationTarget = {
      kind: 'extension',
      schema: undefined,
      owner: undefined,
      name: node.AlterExtensionStmt.extname,
    };
    return [{ action: 'alter', target, attribute: 'version', line: scope.line }];
  }
  if ('AlterFunctionStmt' in node) {
    const { objtype, func } = node.AlterFunctionStmt;
    const kind = objectKindOf(objtype);
    if (kind === undefined || func === undefined) return [];
    const routine = routineName(func, scope);
    const target: OperationTarget = {
      kind,
      schema: routine.schema,
      owner: undefined,
      name: `${routine.name}${routine.arguments}`,
    };
    return [{ action: 'alter', target, line: scope.line }];
  }
  return [];
}

function createSchema(
  statement: Extract<Node, { CreateSchemaStmt: unknown }>['CreateSchemaStmt'],
  scope: StatementScope,
): readonly Operation[] {
  const name = statement.schemaname ?? statement.authrole?.rolename;
  const inside = { ...scope, defaultSchema: name };
  return [
    creation({ kind: 'schema', schema: undefined, owner: undefined, name }, scope),
    ...(statement.schemaElts ?? []).flatMap((element) => statementOperations(element, inside)),
  ];
}

function created(
  kind: ObjectKind,
  name: { schema: string | undefined; name: string },
  scope: StatementScope,
): Operation {
  return creation({ kind, schema: name.schema, owner: undefined, name: name.name }, scope);
}

function creation(target: OperationTarget, scope: StatementScope): Operation {
  return { action: 'create', target, line: scope.line };
}
