import type { AlterTableCmd, ScanToken } from 'libpg-query';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import { expressionText } from './expressions.ts';
import type { QualifiedName } from './names.ts';
import type { StatementScope } from './statementScope.ts';

/** One command of ALTER TABLE and its like. */
export interface AlterCommand {
  readonly command: AlterTableCmd;
  readonly kind: ObjectKind;
  readonly relation: QualifiedName;
  /** The command's tokens; none where the text could not be cut. */
  readonly segment: () => readonly ScanToken[];
  readonly line: number;
  readonly scope: StatementScope;
}

/** The expression after a word of the command, as written. */
export function textAfter(word: string, { segment, scope }: AlterCommand): string | undefined {
  const token = segment().find(({ text }) => text.toLowerCase() === word);
  return token === undefined ? undefined : expressionText(scope, token.end, false);
}
