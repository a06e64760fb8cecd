import type { SqlNode } from './sqlTokens.ts';

/** Options of relations that are boolean. https://www.postgresql.org/docs/current/sql-createtable.html and its kin */
const booleanOptions: ReadonlySet<SqlNode> = new Set([
  ...['security_barrier', 'security_invoker', 'autovacuum_enabled', 'vacuum_truncate', 'vacuum_index_cleanup'],
  ...['user_catalog_table', 'fastupdate', 'deduplicate_items'],
]);

/** What PostgreSQL takes for a boolean: any beginning of these words that is no other's too. */
const spellings: readonly (readonly [spelling: RegExp, plain: string])[] = [
  [/^(?:t(?:r(?:ue?)?)?|y(?:es?)?|on|1)$/i, 'true'],
  [/^(?:f(?:a(?:l(?:se?)?)?)?|no?|off?|0)$/i, 'false'],
];

/** `security_barrier=on, check_option=local` with each boolean as `true` or `false`. */
export function withPlainBooleans(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return nodes.map((node, index) => {
    const [option = '', equals] = [nodes[index - 2], nodes[index - 1]];
    if (typeof node !== 'string' || equals !== '=' || !booleanOptions.has(option)) return node;
    return spellings.find(([spelling]) => spelling.test(node))?.[1] ?? node;
  });
}
