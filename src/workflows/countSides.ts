import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { CountedSide } from '../rows/compareRowCounts.ts';
import { countTables, estimated } from '../rows/countTables.ts';
import type { Growth } from '../rows/growth.ts';
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
  /** The database's name as the server says it. */
  readonly database: string;
  /** When the counting began: all counts are of that moment where the provider can, else of some moment after it. */
  readonly countedAt: Date;
  /** What ended the counting before its end: it was cancelled, or the connection was lost. */
  readonly stoppedBy?: CompareError;
  /** What earlier counts say; absent where there are none, or none was asked for. */
  readonly growth?: Growth;
}

export interface CountRequest extends CountChoice {
  /** Estimates only. */
  readonly estimate: boolean;
  /** Counts of before, by path, that still hold: these tables are not counted again. */
  readonly keep?: ReadonlyMap<string, RowCount>;
}

/**
 * Counts the tables of an environment. Cancelled or cut off, it gives what has come, and `stoppedBy`.
 *
 * @throws CompareError where nothing was listed, or the connection was lost before anything was counted
 */
export async function countEnvironment(
  environment: Environment,
  { open }: Pick<ReadDependencies, 'open'>,
  request: CountRequest,
  options: OpenOptions & { readonly onCounted?: (state: CountedEnvironment) => void },
): Promise<CountedEnvironment> {
  const counts = new Map<string, RowCount>();
  let listed: Pick<CountedEnvironment, 'database' | 'foreignKeys' | 'serverVersion' | 'tables'> | undefined;
  let wanted: readonly ListedTable[] = [];
  const progress = { hasCome: false };
  const countedAt = new Date();
  const stateOf = (known: NonNullable<typeof listed>): CountedEnvironment => ({
    ...known,
    environment,
    countedAt,
    counts: withPartitionedTables(known.tables, counts),
  });
  try {
    await inSession(environment, open, options, async (session) => {
      options.onProgress?.('listing the tables');
      const list = await listTables(session, { schemas: environment.schemas, signal: options.signal });
      // Partitions are part of what their table holds, chosen or not.
      const tables = list.tables.filter((table) => table.parent !== null || isChosen(table, request));
      const { version, database } = session.server;
      const known = { serverVersion: version, database, tables, foreignKeys: list.foreignKeys };
      listed = known;
      wanted = request.estimate ? [] : tablesToCount(tables, request);
      const isWanted = new Set(wanted.map(({ path }) => path));
      for (const table of tables) {
        if (!isWanted.has(table.path) && table.kind !== 'partitioned table')
          counts.set(table.path, estimated(table, 'asked'));
      }
      for (const { path } of wanted) {
        const kept = request.keep?.get(path);
        if (kept !== undefined) counts.set(path, kept);
      }
      // What was counted before the connection was lost, or a standby ended the session, is not counted again.
      const missing = wanted.filter(({ path }) => !counts.has(path));
      progress.hasCome = missing.length < wanted.length;
      options.onCounted?.(stateOf(known));
      await countTables(session, missing, {
        signal: options.signal,
        onCounted: (some) => {
          progress.hasCome = true;
          for (const [path, count] of some) counts.set(path, count);
          options.onProgress?.(`${String(counts.size)} of ${String(tables.length)} tables`);
          options.onCounted?.(stateOf(known));
        },
      });
    });
  } catch (error) {
    if (!(error instanceof CompareError) || listed === undefined) throw error;
    if (!progress.hasCome && error.reason !== 'cancelled') throw error;
    for (const table of wanted) if (!counts.has(table.path)) counts.set(table.path, estimated(table, 'stopped'));
    return { ...stateOf(listed), stoppedBy: error };
  }
  if (listed === undefined) throw new CompareError('internal', { message: 'no table was listed' });
  return stateOf(listed);
}

/** Which tables are the migration tools' own. */
export function versionTableTest(projects: readonly MigrationProject[]): (table: ListedTable) => boolean {
  const known = projects.flatMap(({ versionTables }) => versionTables);
  return ({ schema, name }) =>
    known.some((table) => table.name === name && (table.schema === undefined || table.schema === schema));
}
