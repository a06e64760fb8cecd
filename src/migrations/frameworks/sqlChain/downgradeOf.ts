import { splitStatements } from '../../../sql/splitStatements.ts';
import type { Downgrade } from '../../migrationProject.ts';

/** How SQL that undoes a migration does it. */
export function downgradeOf(sql: string | undefined): Downgrade {
  if (sql === undefined) return 'missing';
  const statements = statementsOf(sql);
  if (statements.length === 0) return 'empty';
  return statements.every((text) => /^do\b[^]*\braise\s+exception\b/i.test(text)) ? 'raises' : 'real';
}

function statementsOf(sql: string): readonly string[] {
  return splitStatements(sql).flatMap(({ kind, text }) => (kind === 'statement' && text !== ';' ? [text] : []));
}
