import type { CompareError } from '../../compareError.ts';
import type { CountChoices, PageCountSide } from '../../protocol/countModel.ts';
import { errorSentence } from '../../reports/errorSentences.ts';
import type { RowCount } from '../../rows/rowCount.ts';
import type { CountedEnvironment } from '../../workflows/countSides.ts';
import { errorMessage, inEnvironment, toCompareError } from '../errorMessages.ts';
import type { Services } from '../services.ts';

/** Where the counting of one environment stands. `counted`: what has come, or what there was before. */
export type CountRun =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'counting';
      readonly abort: AbortController;
      readonly words: string;
      readonly counted: CountedEnvironment | undefined;
    }
  | { readonly phase: 'counted'; readonly counted: CountedEnvironment }
  | { readonly phase: 'failed'; readonly error: CompareError; readonly counted: CountedEnvironment | undefined };

/** Counts of environments by their names, each with a run of its own: one that fails leaves the others alone. */
export interface CountRuns {
  run(name: string): CountRun;
  /**
   * Counts the tables of an environment; a later counting cancels it. Never rejects.
   * @param keeps whether a count of before still holds, so that its table is not counted again
   */
  count(name: string, choice: CountChoices, keeps: (count: RowCount) => boolean): Promise<void>;
  cancel(names: readonly string[]): void;
}

/** @param onChange called at every step of a run */
export function createCountRuns({ core, store, log }: Services, onChange: () => void): CountRuns {
  const runs = new Map<string, CountRun>();
  const runOf = (name: string): CountRun => runs.get(name) ?? { phase: 'idle' };
  const setRun = (name: string, run: CountRun): void => {
    runs.set(name, run);
    onChange();
  };

  return {
    run: runOf,
    count: async (name, choice, keeps) => {
      const before = runOf(name);
      if (before.phase === 'counting') before.abort.abort();
      const known = countedIn(before);
      const abort = new AbortController();
      const step = (change: { words?: string; counted?: CountedEnvironment }): void => {
        const now = runOf(name);
        if (now.phase === 'counting' && now.abort === abort) setRun(name, { ...now, ...change });
      };
      const finish = (run: CountRun): void => {
        const now = runOf(name);
        // Whoever started another counting has the last word.
        if (now.phase === 'counting' && now.abort === abort) setRun(name, run);
      };
      setRun(name, { phase: 'counting', abort, words: 'connecting', counted: known });
      try {
        const configured = await store.find(name);
        const keep = new Map([...(known?.counts ?? [])].filter(([, count]) => keeps(count)));
        const counted = await core.countRows(
          configured,
          { ...choice, keep },
          {
            signal: abort.signal,
            onProgress: (words) => step({ words }),
            onCounted: (some) => step({ counted: some }),
          },
        );
        finish({ phase: 'counted', counted });
      } catch (thrown) {
        const error = inEnvironment(toCompareError(thrown), name);
        if (error.reason === 'cancelled' || abort.signal.aborted) {
          finish(known === undefined ? { phase: 'idle' } : { phase: 'counted', counted: known });
          return;
        }
        log.error(errorMessage(error).sentence, error);
        finish({ phase: 'failed', error, counted: known });
      }
    },
    cancel: (names) => {
      for (const name of names) {
        const run = runOf(name);
        if (run.phase === 'counting') run.abort.abort();
      }
    },
  };
}

/** What there is to show of a run. */
export function countedIn(run: CountRun): CountedEnvironment | undefined {
  return run.phase === 'idle' ? undefined : run.counted;
}

/** Whether counting a table again may succeed where it has not. */
export function mayStillBeCounted(count: RowCount): boolean {
  if (count.exact) return false;
  return count.obstacle === 'lockTimeout' || count.obstacle === 'statementTimeout' || count.obstacle === 'stopped';
}

/** How many tables of a run may be counted if they are counted again. */
export function retryableTables(run: CountRun): number {
  const counted = countedIn(run);
  if (counted === undefined) return 0;
  // A partitioned table is counted through its partitions.
  return counted.tables.filter(({ path, kind }) => {
    const count = counted.counts.get(path);
    return kind !== 'partitioned table' && count !== undefined && mayStillBeCounted(count);
  }).length;
}

/** The run as the page shows it. */
export function toPageCountSide(run: CountRun): PageCountSide {
  switch (run.phase) {
    case 'idle':
      return { phase: 'idle' };
    case 'counting':
      return { phase: 'counting', words: run.words };
    case 'counted': {
      const { serverVersion, countedAt, tables, counts, stoppedBy } = run.counted;
      const stopped = tables.filter(({ path, kind }) => {
        const count = counts.get(path);
        return kind !== 'partitioned table' && count?.exact === false && count.obstacle === 'stopped';
      }).length;
      return {
        phase: 'counted',
        serverVersion,
        countedAt: countedAt.toISOString(),
        partial:
          stoppedBy === undefined
            ? null
            : { counted: tables.length - stopped, of: tables.length, reason: reasonOf(stoppedBy) },
      };
    }
    case 'failed': {
      const { action } = errorMessage(run.error);
      // The side's name stands in front of it.
      const message = errorSentence(run.error);
      return { phase: 'failed', message, action: action?.kind === 'command' ? action.title : null };
    }
  }
}

function reasonOf(error: CompareError): string {
  return error.reason === 'cancelled' ? 'Cancelled' : errorSentence(error);
}
