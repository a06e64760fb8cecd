import type { Node } from 'libpg-query';
import { definitionElements, elementText, findElement } from './definitionElements.ts';

/** Statements that PostgreSQL refuses within a transaction. https://www.postgresql.org/docs/current/sql-vacuum.html */
const outside: ReadonlySet<string> = new Set([
  'AlterSystemStmt',
  'CreateTableSpaceStmt',
  'CreatedbStmt',
  'DropTableSpaceStmt',
  'DropdbStmt',
]);

/** Whether a statement can run only outside of a transaction. */
export function refusesTransaction(node: Node): boolean {
  if (Object.keys(node).some((name) => outside.has(name))) return true;
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd === true;
  if ('IndexStmt' in node) return node.IndexStmt.concurrent === true;
  if ('DropStmt' in node) return node.DropStmt.concurrent === true;
  if ('ReindexStmt' in node)
    return findElement(definitionElements(node.ReindexStmt.params), 'concurrently') !== undefined;
  if ('CreateSubscriptionStmt' in node) {
    const options = definitionElements(node.CreateSubscriptionStmt.options);
    return !options.some((option) => option.defname === 'connect' && elementText(option) === 'false');
  }
  const commands = 'AlterTableStmt' in node ? (node.AlterTableStmt.cmds ?? []) : [];
  return commands.some((command) => {
    const part = 'AlterTableCmd' in command ? command.AlterTableCmd.def : undefined;
    return part !== undefined && 'PartitionCmd' in part && part.PartitionCmd.concurrent === true;
  });
}

/** Whether a statement ends the transaction that it is in. */
export function endsTransaction(node: Node): boolean {
  const kind = 'TransactionStmt' in node ? node.TransactionStmt.kind : undefined;
  return kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK';
}

/** Whether a statement begins a transaction, or is one of the words around it. */
export function isTransactionWord(node: Node): boolean {
  return 'TransactionStmt' in node;
}
