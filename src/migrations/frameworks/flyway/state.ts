import type { VersionRows } from '../../versionTable.ts';
import { bareVersion, repeatableName } from './versions.ts';

/** What flyway_schema_history comes to. Versions are bare, repeatable migrations go by `repeatableName`. */
export interface FlywayState {
  readonly applied: ReadonlyMap<string, { readonly checksum: string | null; readonly isSql: boolean }>;
  readonly failed: ReadonlySet<string>;
  /** This version and those before it count as applied. */
  readonly baseline: string | undefined;
}

/**
 * Follows the history row by row: what undoes, or marks as deleted, takes back what came before it.
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations/flyway-schema-history-table
 */
export function readState(rows: VersionRows): FlywayState {
  const applied = new Map<string, { checksum: string | null; isSql: boolean }>();
  const failed = new Set<string>();
  let baseline: string | undefined;
  const inTime = rows.toSorted((one, other) => Number(one['installed_rank']) - Number(other['installed_rank']));
  for (const { version, description, type, checksum = null, success } of inTime) {
    const name = version ? bareVersion(version) : repeatableName(description ?? '');
    if (name === undefined || type === 'SCHEMA') continue;
    failed.delete(name);
    if (success === 'false') failed.add(name);
    else if (type === 'DELETE' || type?.startsWith('UNDO') === true) applied.delete(name);
    else if (type?.endsWith('BASELINE') === true) baseline = name;
    else applied.set(name, { checksum, isSql: type?.startsWith('SQL') === true });
  }
  return { applied, failed, baseline };
}
