import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { CountedSide } from '../rows/compareRowCounts.ts';
import { countTables, estimated } from '../rows/countTables.ts';
import { listTables } from '../rows/listTables.ts';
import { isChosen, tablesToCount, withPartitionedTables } from '../rows/partitions.ts';
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
  /** What ended the counting before its end: it was cancelled, or the connection was lost. */
  readonly stoppedBy?: CompareError;
}

export interface CountRequest extends CountChoice {
  /** Estimates only. */
  readonly estimate: boolean;
}

/**
 * Counts the tables of an environment. Cancelled or cut off, it gives what has come, and `stoppedBy`.
 *
 * @param options.before an earlier count of it, to be completed: what it knows exactly is not counted again
 * @throws CompareError where nothing has come
 */
export async function countEnvironment(
  environment: Environment,
  { open }: Pick<ReadDependencies, 'open'>,
  request: CountRequest,
  options: OpenOptions & {
    readonly before?: CountedEnvironment | undefined;
    readonly onCounted?: (state: CountedEnvironment) => void;
  },
): Promise<CountedEnvironment> {
  return inSession(environment, open, options, async (session) => {
    options.onProgress?.('listing the tables');
    const startedAt = new Date();
    const list = await listTables(session, { schemas: environment.schemas, signal: options.signal });
    // Partitions are part of what their table holds, chosen or not.
    const tables = list.tables.filter((table) => table.parent !== null || isChosen(table, request));
    const counts = new Map<string, RowCount>();
    const state = (): CountedEnvironment => ({
      environment,
      serverVersion: session.server.version,
      countedAt: options.before?.countedAt ?? startedAt,
      tables,
      foreignKeys: list.foreignKeys,
      counts: withPartitionedTables(tables, counts),
    });
    const wanted = request.estimate ? [] : tablesToCount(tables, request);
    const isWanted = new Set(wanted.map(({ path }) => path));
    for (const table of tables) {
      if (!isWanted.has(table.path) && table.kind !== 'partitioned table')
        counts.set(table.path, estimated(table, 'asked'));
    }
    for (const { path } of wanted) {
      const known = options.before?.counts.get(path);
      if (known?.exact === true) counts.set(path, known);
    }
    const waiting = wanted.filter(({ path }) => !counts.has(path));
    options.onCounted?.(state());
    let hasCome = waiting.length < wanted.length;
    try {
      await countTables(session, waiting, {
        signal: options.signal,
        onCounted: (some) => {
          hasCome = true;
          for (const [path, count] of some) counts.set(path, count);
          options.onProgress?.(`${String(counts.size)} of ${String(tables.length)} tables`);
          options.onCounted?.(state());
        },
      });
    } catch (error) {
      if (!(error instanceof CompareError) || !hasCome) throw error;
      for (const table of waiting) if (!counts.has(table.path)) counts.set(table.path, estimated(table, 'stopped'));
      return { ...state(), stoppedBy: error };
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
