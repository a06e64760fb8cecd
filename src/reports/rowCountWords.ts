import type { ComparedCount } from '../rows/compareRowCounts.ts';
import type { CountObstacle, RowCount, RowEstimate } from '../rows/rowCount.ts';
import { grouped } from './numberText.ts';

/** "9,614", "~120,000", "?" where nobody knows, "…" while it waits, a dash where the side has no such table. */
export function rowsText(side: ComparedCount | null): string {
  if (side === null) return '–';
  const { count } = side;
  if (count === undefined) return '…';
  if (count.exact) return grouped(count.rows);
  return count.estimate === null ? '?' : `~${grouped(count.estimate.rows)}`;
}

/** Why a number is no count, and where the estimate is from; undefined for a count. */
export function estimateSentence(count: RowCount | undefined): string | undefined {
  if (count === undefined || count.exact) return undefined;
  const why = obstacles[count.obstacle];
  const message = count.message === undefined ? '' : ` (${count.message})`;
  return `${why}${message}; ${sourceText(count.estimate)}`;
}

const obstacles: Readonly<Record<CountObstacle, string>> = {
  asked: 'Not counted',
  statementTimeout: 'Counting took longer than the time limit',
  lockTimeout: 'Another session has locked the table',
  permissionDenied: 'The role may not read the table',
  changed: 'The table was dropped or altered meanwhile',
  stopped: 'The counting was stopped before',
  failed: 'The table could not be counted',
};

function sourceText(estimate: RowEstimate | null): string {
  if (estimate === null) return 'never analysed, so there is no estimate';
  const age = estimate.analyzedAt === null ? '' : ` of ${estimate.analyzedAt.slice(0, 10)}`;
  return estimate.source === 'analyze'
    ? `the planner's estimate${age}`
    : `what the server counted of inserts and deletes${age}`;
}
