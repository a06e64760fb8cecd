import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { CountedSide } from '../rows/compareRowCounts.ts';
import { countTables, estimated } from '../rows/countTables.ts';
import { listTables } from '../rows/listTables.ts';
import { tablesToCount, withPartitionedTables } from '../rows/partitions.ts';
import type { CountChoice } from '../rows/partitions.ts';
import type { ListedTable, RowCount } from '../rows/rowCount.ts';
import { inSession } from './inSession.ts';
import type { ReadDependencies } from './readSide.ts';

/** The rows of one environment, as far as they have been counted. */
export interface CountedEnvironment extends CountedSide {
  readonly environment: Environment;
  readonly serverVersion: string;
  /** When the counting began: all counts are of that moment where the provider can, else of some moment after it. */
  readonly countedAt: Date;
}

export interface CountRequest extends CountChoice {
  /** Estimates only. */
  readonly estimate: boolean;
}

/**
 * Counts the tables of an environment. Cancelled or cut off, it gives what has come.
 *
 * @throws CompareError where nothing could be listed
 */
export async function countEnvironment(
  environment: Environment,
  { open }: Pick<ReadDependencies, 'open'>,
  request: CountRequest,
  options: OpenOptions & { readonly onCounted?: (state: CountedEnvironment) => void },
): Promise<CountedEnvironment> {
  return inSession(environment, open, options, async (session) => {
    options.onProgress?.('listing the tables');
    const countedAt = new Date();
    const { tables, foreignKeys } = await listTables(session, { schemas: environment.schemas, signal: options.signal });
    const counts = new Map<string, RowCount>();
    const state = (): CountedEnvironment => ({
      environment,
      serverVersion: session.server.version,
      countedAt,
      tables,
      foreignKeys,
      counts: withPartitionedTables(tables, counts),
    });
    const chosen = request.estimate ? [] : tablesToCount(tables, request);
    const isChosen = new Set(chosen.map(({ path }) => path));
    for (const table of tables) {
      if (!isChosen.has(table.path) && table.kind !== 'partitioned table')
        counts.set(table.path, estimated(table, 'asked'));
    }
    options.onCounted?.(state());
    try {
      await countTables(session, chosen, {
        signal: options.signal,
        onCounted: (some) => {
          for (const [path, count] of some) counts.set(path, count);
          options.onProgress?.(`${String(counts.size)} of ${String(tables.length)} tables`);
          options.onCounted?.(state());
        },
      });
    } catch (error) {
      if (!(error instanceof CompareError) || counts.size === 0) throw error;
      for (const table of chosen) if (!counts.has(table.path)) counts.set(table.path, estimated(table, 'stopped'));
    }
    return state();
  });
}

/** Which tables are the migration tools' own. */
export function versionTableTest(projects: readonly MigrationProject[]): (table: ListedTable) => boolean {
  const known = projects.flatMap(({ versionTables }) => versionTables);
  return ({ schema, name }) =>
    known.some((table) => table.name === name && (table.schema === undefined || table.schema === schema));
}
