import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import { createPace, takeBatch, workOf } from './countBatches.ts';
import type { CountObstacle, ListedTable, RowCount } from './rowCount.ts';

export interface CountOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told what has come, as it comes: by path. */
  readonly onCounted: (counts: ReadonlyMap<string, RowCount>) => void;
}

/** How long a batch should take, in milliseconds: long enough to be few, short enough to see them come. */
const batchMilliseconds = 1_500;

/**
 * Counts tables, in few statements. A table that cannot be counted keeps its estimate, and the others are counted:
 * a batch that is stopped is split, one that waits for a lock goes on without the locked tables, which come last, each
 * by itself.
 *
 * @throws CompareError `cancelled` and what ends a connection; what was counted until then has been told
 */
export async function countTables(
  session: Session,
  tables: readonly ListedTable[],
  { signal, onCounted }: CountOptions,
): Promise<void> {
  const tell = (some: readonly ListedTable[], count: (table: ListedTable) => RowCount): void => {
    if (some.length > 0) onCounted(new Map(some.map((table) => [table.path, count(table)])));
  };
  const refuse = (some: readonly ListedTable[], obstacle: CountObstacle, message?: string): void => {
    tell(some, (table) => estimated(table, obstacle, message));
  };
  refuse(
    tables.filter(({ mayCount }) => !mayCount),
    'permissionDenied',
  );
  const countable = tables.filter(({ mayCount }) => mayCount).toSorted((one, other) => workOf(one) - workOf(other));
  const waiting = countable.filter(({ isLocked }) => !isLocked);
  const locked = countable.filter(({ isLocked }) => isLocked);
  const pace = createPace(batchMilliseconds);

  /** @returns what stopped it as a whole */
  const countBatch = async (batch: readonly ListedTable[]): Promise<CountObstacle | undefined> => {
    const started = performance.now();
    const work = batch.reduce((sum, table) => sum + workOf(table), 0);
    try {
      const [row] = await session.query<{ counts: readonly number[] }>(countStatement(batch), [], { signal });
      if (row?.counts.length !== batch.length) throw new CompareError('internal', { message: 'not as many counts' });
      const counts = new Map(batch.map((table, place) => [table, row.counts[place] ?? 0]));
      pace.learn(work, performance.now() - started);
      tell(batch, (table) => ({ exact: true, rows: counts.get(table) ?? 0 }));
      return undefined;
    } catch (error) {
      const { obstacle, message } = obstacleOf(error);
      if (obstacle === 'statementTimeout') pace.limit(work, performance.now() - started);
      if (batch.length === 1) refuse(batch, obstacle, message);
      else await countWithout(batch, obstacle);
      return obstacle;
    }
  };

  const countWithout = async (batch: readonly ListedTable[], obstacle: CountObstacle): Promise<void> => {
    const isTold = obstacle === 'lockTimeout' || obstacle === 'changed' || obstacle === 'failed';
    const states = isTold ? await statesOf(session, batch, signal) : undefined;
    const rest = batch.filter((_, place) => states?.[place] === 'free');
    if (states === undefined || rest.length === batch.length) {
      const middle = Math.ceil(batch.length / 2);
      await countBatch(batch.slice(0, middle));
      await countBatch(batch.slice(middle));
      return;
    }
    locked.push(...batch.filter((_, place) => states[place] === 'locked'));
    refuse(
      batch.filter((_, place) => states[place] === 'gone'),
      'changed',
    );
    if (rest.length > 0) await countBatch(rest);
  };

  while (waiting.length > 0) await countBatch(takeBatch(waiting, pace.work()));

  for (let next = locked.shift(); next !== undefined; next = locked.shift()) {
    if ((await countBatch([next])) !== 'lockTimeout' || locked.length === 0) continue;
    // One time limit was waited for; each of the others would take as long.
    const others = locked.splice(0);
    const states = await statesOf(session, others, signal);
    refuse(
      others.filter((_, place) => states[place] === 'locked'),
      'lockTimeout',
    );
    locked.push(...others.filter((_, place) => states[place] !== 'locked'));
  }
}

/** The estimate in place of a count, and why. */
export function estimated({ estimate }: ListedTable, obstacle: CountObstacle, message?: string): RowCount {
  return { exact: false, estimate, obstacle, ...(message === undefined ? {} : { message }) };
}

/**
 * One statement, one row, one answer a table. As selects of their own large tables are scanned in parallel, which the
 * branches of a UNION ALL are not once it is parallel itself; and it is planned three times as fast. A partitioned
 * table's own rows are those of its partitions; a table that others inherit from is counted alone.
 */
function countStatement(batch: readonly ListedTable[]): string {
  const counts = batch.map(({ path, kind }) => {
    const only = kind === 'table' || kind === 'partition' ? 'ONLY ' : '';
    return `(SELECT count(*) FROM ${only}${path})`;
  });
  return `SELECT to_json(ARRAY[${counts.join(',\n')}]) AS counts`;
}

/** What stops a single table; everything else stops the counting. */
function obstacleOf(error: unknown): { readonly obstacle: CountObstacle; readonly message?: string } {
  if (!(error instanceof CompareError)) throw error;
  const { reason, details } = error;
  if (reason === 'statementTimeout' || reason === 'functionTimeout') return { obstacle: 'statementTimeout' };
  if (reason === 'lockTimeout' || reason === 'permissionDenied') return { obstacle: reason };
  // A standby ended the session for what it replays: nothing about the table.
  const isOfTable = reason === 'serverError' ? details['sqlState'] !== '40001' : reason === 'requestTooLarge';
  if (!isOfTable) throw error;
  // Undefined table and undefined schema: https://www.postgresql.org/docs/current/errcodes-appendix.html
  const isGone = details['sqlState'] === '42P01' || details['sqlState'] === '3F000';
  return isGone ? { obstacle: 'changed' } : { obstacle: 'failed', message: String(details['message'] ?? '') };
}

/** Of each table, whether another session has locked it, or it is gone: to_regclass() looks past the snapshot. */
async function statesOf(
  session: Session,
  batch: readonly ListedTable[],
  signal: AbortSignal | undefined,
): Promise<readonly ('free' | 'gone' | 'locked')[]> {
  const names = batch.map(({ path }) => path);
  const rows = await session.query<{ state: 'free' | 'gone' | 'locked' }>(
    `SELECT CASE WHEN to_regclass(t.path) IS NULL THEN 'gone' WHEN EXISTS (
         SELECT FROM pg_locks l WHERE l.relation = to_regclass(t.path) AND l.mode = 'AccessExclusiveLock'
           AND l.pid <> pg_backend_pid()) THEN 'locked' ELSE 'free' END AS state
     FROM unnest($1::text[]) WITH ORDINALITY t(path, place) ORDER BY t.place`,
    [names],
    { signal },
  );
  return rows.map(({ state }) => state);
}
