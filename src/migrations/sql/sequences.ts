import type { AlterSeqStmt } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { relationName } from './names.ts';
import type { StatementScope } from './statementScope.ts';

/** What the catalog calls the options of ALTER SEQUENCE. RESTART sets no attribute, it moves the counter. */
const attributes: Readonly<Record<string, string>> = {
  as: 'type',
  cache: 'cache',
  cycle: 'cycle',
  increment: 'increment',
  maxvalue: 'maximum',
  minvalue: 'minimum',
  owned_by: 'owned by',
  start: 'start',
};

export function alterSequence(statement: AlterSeqStmt, scope: StatementScope): readonly Operation[] {
  const { schema, name } = relationName(statement.sequence, scope);
  return (statement.options ?? []).flatMap((node) => {
    const attribute = 'DefElem' in node ? attributes[node.DefElem.defname ?? ''] : undefined;
    if (attribute === undefined) return [];
    return [
      { action: 'alter', target: { kind: 'sequence', schema, owner: undefined, name }, attribute, line: scope.line },
    ];
  });
}
