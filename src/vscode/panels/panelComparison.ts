import * as vscode from 'vscode';
import type { CompareOptions } from '../../comparison/compareOptions.ts';
import { toPageReport } from '../../reports/pageComparison.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import { changeCompareOptions, compareOptions } from '../compareSettings.ts';
import { errorMessage, toCompareError } from '../errorMessages.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';
import type { ComparisonRun } from './comparisonRun.ts';
import { pairTitle, samePair, type Pair } from './pairOfSides.ts';

/** The comparison of a panel's pair: where it stands, and what makes another one of it. */
export interface PanelComparison {
  readonly pair: () => Pair;
  readonly run: () => ComparisonRun;
  /** Whose settings say what counts as a difference. */
  readonly folder: () => vscode.WorkspaceFolder | undefined;
  /** Reads both sides anew and compares them; a later run cancels it. Never rejects. */
  compare(pair: Pair): Promise<void>;
  swap(): Promise<void>;
  /** Takes another pair, of which nothing is read before it is asked for. */
  choose(pair: Pair): void;
  cancel(): void;
  /** Compares again what has been read, where the settings have changed what counts. Never rejects. */
  followSettings(): Promise<void>;
  /** Writes what changes into the settings, and follows them. */
  changeOptions(change: Partial<CompareOptions> | undefined): Promise<void>;
}

export interface PanelComparisonOptions {
  readonly services: Services;
  readonly pair: Pair;
  /** The panel came back after a reload: it waits to be asked before it connects. */
  readonly restored: boolean;
  /** Another pair is about to take the place of the one before. */
  readonly onLeave: (next: Pair) => void;
  readonly onOtherPair: () => void;
  /** At every step but progress: the page is to show it. */
  readonly onChange: () => Promise<void>;
  readonly onProgress: (progress: { readonly left: string; readonly right: string }) => void;
  readonly onSettings: (settings: CompareOptions) => void;
}

export function createPanelComparison(options: PanelComparisonOptions): PanelComparison {
  const { core, log, store } = options.services;
  let { pair } = options;
  let run: ComparisonRun = { phase: 'idle', restored: options.restored };

  const folder = (): vscode.WorkspaceFolder | undefined =>
    store.known(pair.left)?.layer.folder ?? vscode.workspace.workspaceFolders?.[0];

  const setPair = (next: Pair): void => {
    const isOther = !samePair(next, pair);
    options.onLeave(next);
    pair = next;
    if (isOther) options.onOtherPair();
  };

  const setRun = (next: ComparisonRun): void => {
    run = next;
    void options.onChange();
  };

  const cancel = (): void => {
    if (run.phase === 'loading') run.abort.abort();
  };

  const perform = async (
    next: Pair,
    compareSides: (abort: AbortController) => Promise<ComparisonRun>,
  ): Promise<void> => {
    const before = run;
    cancel();
    setPair(next);
    const abort = new AbortController();
    setRun({ phase: 'loading', abort, left: 'connecting', right: 'connecting' });
    try {
      const done = await compareSides(abort);
      if (!abort.signal.aborted) setRun(done);
    } catch (thrown) {
      // Whoever started another run has the last word.
      if (run.phase !== 'loading' || run.abort !== abort) return;
      const error = toCompareError(thrown);
      if (error.reason === 'cancelled' || abort.signal.aborted) {
        setRun(before.phase === 'ready' && isOf(before, next) ? before : { phase: 'idle', restored: false });
        return;
      }
      log.error(`${pairTitle(next)}: ${errorMessage(error).sentence}`, error);
      setRun({ phase: 'failed', error });
    }
  };

  const compared = async (left: ComparedSide, right: ComparedSide): Promise<ComparisonRun> => {
    const settings = await compareOptions(folder());
    const comparison = await core.compare(left, right, settings);
    return { phase: 'ready', comparison, options: settings, report: toPageReport(comparison) };
  };

  const compare = (next: Pair): Promise<void> =>
    perform(next, async (abort) => {
      const progress = { left: 'connecting', right: 'connecting' };
      // One side that fails stops the other: there is nothing to compare it with.
      const either = new AbortController();
      const signal = AbortSignal.any([abort.signal, either.signal]);
      const read = async (side: 'left' | 'right'): Promise<ComparedSide> => {
        const tell = (phase: string): void => {
          progress[side] = phase;
          if (run.phase !== 'loading' || run.abort !== abort) return;
          run = { ...run, ...progress };
          options.onProgress({ ...progress });
        };
        const result = await store.read(next[side], { signal, onProgress: tell });
        tell('read');
        return result;
      };
      try {
        const [left, right] = await Promise.all([read('left'), read('right')]);
        return await compared(left, right);
      } finally {
        either.abort();
      }
    });

  const choose = (next: Pair): void => {
    cancel();
    setPair(next);
    setRun({ phase: 'idle', restored: false });
  };

  const applySettings = async (): Promise<void> => {
    const before = run;
    const settings = await compareOptions(folder());
    options.onSettings(settings);
    if (before.phase !== 'ready') return options.onChange();
    if (isEqual(settings, before.options)) return;
    const next = await compared(before.comparison.left, before.comparison.right);
    if (run === before) setRun(next);
  };

  /** One after the other, so that the settings of the moment have the last word. */
  let settled: Promise<void> = Promise.resolve();
  const followSettings = (): Promise<void> =>
    (settled = settled.then(applySettings).catch((error: unknown) => showError(log, error)));

  return {
    pair: () => pair,
    run: () => run,
    folder,
    compare,
    swap: async () => {
      const swapped = { left: pair.right, right: pair.left };
      if (run.phase === 'loading') return compare(swapped);
      if (run.phase !== 'ready') {
        choose(swapped);
        return;
      }
      const { left, right } = run.comparison;
      await perform(swapped, () => compared(right, left));
    },
    choose,
    cancel,
    followSettings,
    changeOptions: async (change) => {
      if (change === undefined) return;
      await changeCompareOptions(folder(), change);
      await followSettings();
    },
  };
}

function isEqual(a: CompareOptions, b: CompareOptions): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isOf(run: Extract<ComparisonRun, { phase: 'ready' }>, pair: Pair): boolean {
  return run.comparison.left.environment.name === pair.left && run.comparison.right.environment.name === pair.right;
}
