import type { MergeStmt, Node, RangeVar } from 'libpg-query';
import type { DataChange } from '../migrationProject.ts';
import { visitTree } from './expressions.ts';
import { relationName } from './names.ts';
import type { StatementScope } from './statementScope.ts';

/** Statements within which rows may be written; in a routine or a rule they are written another time. */
const writing: ReadonlySet<string> = new Set([
  'CopyStmt',
  'DeleteStmt',
  'InsertStmt',
  'MergeStmt',
  'SelectStmt',
  'TruncateStmt',
  'UpdateStmt',
]);

const verbs: Readonly<Record<string, DataChange['verb']>> = {
  DeleteStmt: 'delete',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
};

const mergeVerbs: Readonly<Record<string, DataChange['verb']>> = {
  CMD_DELETE: 'delete',
  CMD_INSERT: 'insert',
  CMD_UPDATE: 'update',
};

/** The rows that a statement writes, those of its WITH queries among them. */
export function dataChangesOf(node: Node, scope: StatementScope): readonly DataChange[] {
  if (!Object.keys(node).some((name) => writing.has(name))) return [];
  const changes: DataChange[] = [];
  const add = (verb: DataChange['verb'], relation: RangeVar | undefined): void => {
    if (relation === undefined || relation.schemaname === 'pg_temp') return;
    const { schema, name } = relationName(relation, scope);
    changes.push({ verb, schema, table: name, line: scope.lineAt(relation.location) });
  };
  visitTree(node, (key, body) => {
    const verb = verbs[key];
    if (verb !== undefined) add(verb, (body as { relation?: RangeVar }).relation);
    if (key === 'MergeStmt') {
      for (const merged of mergedVerbs(body)) add(merged, (body as MergeStmt).relation);
    }
  });
  if ('CopyStmt' in node && node.CopyStmt.is_from === true) add('insert', node.CopyStmt.relation);
  for (const relation of 'TruncateStmt' in node ? (node.TruncateStmt.relations ?? []) : []) {
    if ('RangeVar' in relation) add('truncate', relation.RangeVar);
  }
  return changes;
}

function mergedVerbs({ mergeWhenClauses }: MergeStmt): ReadonlySet<DataChange['verb']> {
  return new Set(
    (mergeWhenClauses ?? []).flatMap((node) => {
      const verb = 'MergeWhenClause' in node ? mergeVerbs[node.MergeWhenClause.commandType ?? ''] : undefined;
      return verb === undefined ? [] : [verb];
    }),
  );
}
