import type { ListedTable } from './rowCount.ts';

/** How many tables one statement counts at most: planning a longer one takes longer than a round trip. */
const mostTables = 500;

/** What is reckoned for opening a table, in bytes to be scanned. */
const perTable = 64 * 1024;

/**
 * What a table takes to count, in bytes to be read; rows count where the size could not be looked at. Nobody knows of a
 * view, or of what another server holds: each comes last and by itself, so that it can hold up no other.
 */
export function workOf({ kind, bytes, estimate }: ListedTable): number {
  if (kind === 'view' || kind === 'foreign table') return Number.MAX_SAFE_INTEGER;
  return perTable + (bytes?.heap ?? (estimate?.rows ?? 0) * 100);
}

/** Takes as many tables from the front as fit into the work, one at least. */
export function takeBatch(waiting: ListedTable[], work: number): readonly ListedTable[] {
  let total = 0;
  let length = 0;
  for (const table of waiting.slice(0, mostTables)) {
    total += workOf(table);
    if (length > 0 && total > work) break;
    length += 1;
  }
  return waiting.splice(0, length);
}

/** Learns from each batch how much work fits into the time that one should take, so that results keep coming. */
export interface Pace {
  /** How much a batch may take, as workOf() reckons it. */
  work(): number;
  learn(work: number, milliseconds: number): void;
  /** A batch ran into this time limit: the next ones stay well below it. */
  limit(work: number, milliseconds: number): void;
}

export function createPace(batchMilliseconds: number): Pace {
  // A cautious disk, 100 MB/s.
  let bytesPerMillisecond = 100_000;
  let aim = batchMilliseconds;
  const learn: Pace['learn'] = (work, milliseconds) => {
    if (work >= Number.MAX_SAFE_INTEGER) return;
    const seen = work / Math.max(1, milliseconds);
    // What was in the cache says little about what is not: never believed by more than four times at once.
    bytesPerMillisecond = Math.min(bytesPerMillisecond * 4, Math.max(bytesPerMillisecond / 4, seen));
  };
  return {
    work: () => bytesPerMillisecond * aim,
    learn,
    limit(work, milliseconds) {
      aim = Math.min(aim, milliseconds / 2);
      learn(work, milliseconds);
    },
  };
}
