import type { AlterTableCmd, AlterTableStmt, ScanToken } from 'libpg-query';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import type { Operation } from '../migrationProject.ts';
import { alterColumn } from './alterColumn.ts';
import type { AlterCommand } from './alterCommand.ts';
import { alterConstraint } from './alterConstraint.ts';
import { alterRelation } from './alterRelation.ts';
import { relationName } from './names.ts';
import type { QualifiedName } from './names.ts';
import { relationKind } from './objectTypes.ts';
import { commaSegments } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';

/** ALTER TABLE and its like, one operation or more for each of its commands, on the command's own line. */
export function alterTable(statement: AlterTableStmt, scope: StatementScope): readonly Operation[] {
  const kind = relationKind(statement.objtype);
  if (kind === undefined) return [];
  const relation = relationName(statement.relation, scope);
  const commands = (statement.cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
  // Cutting the text costs as much as parsing it, and most statements are on one line.
  let segments: ReturnType<typeof commandSegments> | undefined;
  const segmentAt = (index: number) => (segments ??= commandSegments(statement, commands.length, scope))[index] ?? [];
  return commands.flatMap((command, index) => alterWith(command, kind, relation, () => segmentAt(index), scope));
}

function alterWith(
  command: AlterTableCmd,
  kind: ObjectKind,
  relation: QualifiedName,
  segment: () => readonly ScanToken[],
  scope: StatementScope,
): readonly Operation[] {
  const line = scope.isOneLine ? scope.line : scope.lineAt(segment()[0]?.start);
  const given: AlterCommand = { command, kind, relation, segment, line, scope };
  return alterColumn(given) ?? alterConstraint(given) ?? alterRelation(given);
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
