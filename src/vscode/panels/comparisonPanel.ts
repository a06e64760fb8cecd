import * as vscode from 'vscode';
import type { CompareOptions } from '../../comparison/compareOptions.ts';
import { decideRename } from '../../comparison/decideRename.ts';
import type { Difference } from '../../comparison/difference.ts';
import { withoutPatternsOf } from '../../comparison/ignorePatterns.ts';
import { fromPageSchema, type FromPage, type ToPage } from '../../protocol/messages.ts';
import type { PageEnvironment, PageTab } from '../../protocol/pageModel.ts';
import { toPageReport } from '../../reports/pageComparison.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import { subjectOfPath } from '../../workflows/usageSubjects.ts';
import { affectsCompareOptions, changeCompareOptions, compareOptions, editCompareOptions } from '../compareSettings.ts';
import type { DefinitionDocuments } from '../documents/definitionDocuments.ts';
import { typeLabel } from '../environments/environmentState.ts';
import { errorMessage, toCompareError } from '../errorMessages.ts';
import { commandIds } from '../ids.ts';
import { jumpToMigration, openPlace } from '../jumpToMigration.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';
import { failureActionId, toPageRun, type ComparisonRun } from './comparisonRun.ts';
import { definitionTexts } from './definitionTexts.ts';
import { exportComparison } from './exportComparison.ts';
import { ignoringAllLikeThis, ignoringThis } from './optionChanges.ts';
import { createPanelCounts, type PanelCounts } from './panelCounts.ts';
import { givePage } from './panelPage.ts';
import { pairTitle, samePair, type Pair } from './pairOfSides.ts';

/** What names an object among the differences. */
export type DifferingObject = Pick<Difference, 'kind' | 'path'>;

/** One comparison in an editor tab. */
export interface ComparisonPanel {
  readonly panel: vscode.WebviewPanel;
  readonly pair: () => Pair;
  readonly run: () => ComparisonRun;
  /** The row counts of the same pair, the other tab of the page. */
  readonly counts: PanelCounts;
  /** Reads both sides anew and compares them; never rejects, the page shows what went wrong. */
  compare(pair: Pair): Promise<void>;
  /** Brings one of the page's tabs to the front. */
  showTab(tab: PageTab): void;
  /** Goes to an object once the page shows a comparison, if it is among the differences. */
  reveal(object: DifferingObject): void;
  swap(): Promise<void>;
  export(): Promise<void>;
  /** Does what the page asks for, for a command that stands for a control of the page. */
  ask(message: FromPage): Promise<void>;
}

export interface PanelOptions {
  readonly services: Services;
  readonly documents: DefinitionDocuments;
  readonly pair: Pair;
  /** The panel came back after a reload: it waits to be asked before it connects. */
  readonly restored: boolean;
}

/** Gives a panel its page and answers what the page asks. */
export function createComparisonPanel(panel: vscode.WebviewPanel, options: PanelOptions): ComparisonPanel {
  const { services, documents } = options;
  const { log, store } = services;
  let pair = options.pair;
  let isOpen = true;
  let run: ComparisonRun = { phase: 'idle', restored: options.restored };
  let isListening = false;
  let awaited: DifferingObject | undefined;
  let awaitedTab: PageTab | undefined;

  const post = (message: ToPage): void => {
    if (isOpen) void panel.webview.postMessage(message);
  };

  /** Whose settings say what counts as a difference. */
  const folder = (): vscode.WorkspaceFolder | undefined =>
    store.known(pair.left)?.layer.folder ?? vscode.workspace.workspaceFolders?.[0];

  const postState = async (): Promise<void> => {
    const [{ environments }, settings] = await Promise.all([store.configured(), compareOptions(folder())]);
    const options = run.phase === 'ready' ? run.options : settings;
    const pageEnvironments = environments.map(({ environment }): PageEnvironment => ({
      name: environment.name,
      role: environment.role ?? null,
      typeLabel: typeLabel(environment),
    }));
    post({
      type: 'state',
      state: { environments: pageEnvironments, left: pair.left, right: pair.right, options, run: toPageRun(run) },
    });
    if (awaited === undefined || run.phase !== 'ready' || !isListening) return;
    post({ type: 'reveal', kind: awaited.kind, path: awaited.path });
    awaited = undefined;
  };

  const showTab = (tab: PageTab): void => {
    if (isListening) post({ type: 'showTab', tab });
    else awaitedTab = tab;
  };

  const counts = createPanelCounts({
    services,
    pair: () => pair,
    post,
    options: () => compareOptions(folder()),
    schemas: () => (run.phase === 'ready' ? { left: run.comparison.left, right: run.comparison.right } : {}),
  });

  /** The names that the page shows, and what is counted of them. */
  const setPair = (next: Pair): void => {
    const isOther = !samePair(next, pair);
    counts.cancel(next);
    pair = next;
    if (isOther && isListening) counts.postAll();
  };

  const setRun = (next: ComparisonRun): void => {
    run = next;
    // A closed panel throws at whoever touches it.
    if (!isOpen) return;
    panel.title = pairTitle(pair);
    void postState();
  };

  /** Runs one comparison; a later one cancels it. */
  const perform = async (
    next: Pair,
    compareSides: (abort: AbortController) => Promise<ComparisonRun>,
  ): Promise<void> => {
    const before = run;
    if (before.phase === 'loading') before.abort.abort();
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
    const options = await compareOptions(folder());
    const comparison = await services.core.compare(left, right, options);
    return { phase: 'ready', comparison, options, report: toPageReport(comparison) };
  };

  /** Compares again what has been read, where the settings have changed what counts. */
  const applySettings = async (): Promise<void> => {
    const before = run;
    const settings = await compareOptions(folder());
    void counts.followSettings(settings);
    if (before.phase !== 'ready') return postState();
    if (isEqual(settings, before.options)) return;
    const next = await compared(before.comparison.left, before.comparison.right);
    if (run === before) setRun(next);
  };

  /** One after the other, so that the settings of the moment have the last word. */
  let settled: Promise<void> = Promise.resolve();
  const followSettings = (): Promise<void> =>
    (settled = settled.then(applySettings).catch((error: unknown) => showError(log, error)));

  const changeOptions = async (change: Partial<CompareOptions> | undefined): Promise<void> => {
    if (change === undefined) return;
    await changeCompareOptions(folder(), change);
    await followSettings();
  };

  const compare = (next: Pair): Promise<void> =>
    perform(next, async (abort) => {
      const isCurrent = (): boolean => run.phase === 'loading' && run.abort === abort;
      const progress = { left: 'connecting', right: 'connecting' };
      // One side that fails stops the other: there is nothing to compare it with.
      const either = new AbortController();
      const signal = AbortSignal.any([abort.signal, either.signal]);
      const read = async (side: 'left' | 'right'): Promise<ComparedSide> => {
        const tell = (phase: string): void => {
          progress[side] = phase;
          if (run.phase !== 'loading' || !isCurrent()) return;
          run = { ...run, ...progress };
          post({ type: 'progress', ...progress });
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

  const swap = async (): Promise<void> => {
    const swapped = { left: pair.right, right: pair.left };
    if (run.phase !== 'ready') {
      if (run.phase === 'loading') return compare(swapped);
      setPair(swapped);
      setRun({ phase: 'idle', restored: false });
      return;
    }
    const { left, right } = run.comparison;
    await perform(swapped, () => compared(right, left));
  };

  const exportRun = async (): Promise<void> => {
    if (run.phase === 'ready') await exportComparison(run.comparison);
    else void vscode.window.showInformationMessage('There is no comparison to export yet.');
  };

  const answer = async (message: FromPage): Promise<void> => {
    switch (message.type) {
      case 'ready':
        isListening = true;
        await postState();
        counts.postAll();
        if (awaitedTab !== undefined) post({ type: 'showTab', tab: awaitedTab });
        awaitedTab = undefined;
        return;
      case 'compare':
        return compare({ left: message.left, right: message.right });
      case 'swap':
        return swap();
      case 'refresh':
        return compare(pair);
      case 'cancel':
        if (run.phase === 'loading') run.abort.abort();
        return;
      case 'requestDefinition': {
        const texts = textsOf(message.id);
        if (texts !== undefined) post({ type: 'definition', id: message.id, left: texts.left, right: texts.right });
        return;
      }
      case 'openMigration': {
        const difference = differenceOf(message.id);
        if (difference !== undefined) await jumpToMigration(difference.path, difference.explanation);
        return;
      }
      case 'openDiff': {
        const texts = textsOf(message.id);
        if (texts === undefined) return;
        return documents.openDiff({
          subject: texts.path,
          line: texts.line,
          left: { environmentName: pair.left, text: texts.left },
          right: { environmentName: pair.right, text: texts.right },
        });
      }
      case 'findUsages': {
        const difference = differenceOf(message.id);
        const usageSubject = difference && subjectOfPath(difference.kind, difference.path);
        if (usageSubject !== undefined) await vscode.commands.executeCommand(commandIds.findUsages, { usageSubject });
        return;
      }
      case 'openFile':
        return openPlace(message);
      case 'setFlag':
        return changeOptions({ [message.flag]: message.value });
      case 'editOptions':
        return editCompareOptions(folder());
      case 'ignore': {
        const difference = differenceOf(message.id);
        if (difference === undefined || run.phase !== 'ready') return;
        const { comparison, options: now } = run;
        return changeOptions(
          message.scope === 'this'
            ? ignoringThis(difference, now)
            : await ignoringAllLikeThis(difference, comparison.differences, now),
        );
      }
      case 'stopIgnoring': {
        const difference = differenceOf(message.id);
        if (difference === undefined || run.phase !== 'ready') return;
        return changeOptions(withoutPatternsOf(difference, run.options));
      }
      case 'rename': {
        const difference = differenceOf(message.id);
        if (difference === undefined || run.phase !== 'ready') return;
        return changeOptions(decideRename(difference, message.answer, run.options));
      }
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage('$(check) Copied', 2000);
        return;
      case 'export':
        return exportRun();
      case 'runAction':
        return runFailureAction(message.id);
      case 'countPair':
        if (run.phase === 'loading') run.abort.abort();
        setPair({ left: message.left, right: message.right });
        setRun({ phase: 'idle', restored: false });
        return counts.open();
      case 'showDifference': {
        const object = run.phase === 'ready' ? differingAt(run.comparison.differences, message.path) : undefined;
        if (object !== undefined) reveal(object);
        return;
      }
      default:
        return counts.answer(message);
    }
  };

  const differenceOf = (id: number) => (run.phase === 'ready' ? run.report.differenceById.get(id) : undefined);

  const textsOf = (id: number) => {
    const difference = differenceOf(id);
    return difference === undefined || run.phase !== 'ready'
      ? undefined
      : definitionTexts(run.comparison, difference, run.options);
  };

  const runFailureAction = async (id: string): Promise<void> => {
    if (id !== failureActionId || run.phase !== 'failed') return;
    const { action } = errorMessage(run.error);
    if (action?.kind === 'retry') await compare(pair);
    else if (action !== undefined) await vscode.commands.executeCommand(action.command, ...action.args);
  };

  panel.title = pairTitle(pair);
  const subscriptions = [
    givePage(panel, {
      services,
      element: 'database-compare-page',
      schema: fromPageSchema,
      answer,
      // A control that could not do what it shows goes back.
      onFailure: () => void postState(),
    }),
    // VS Code throws a hidden page away; a new one says when it listens.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) isListening = false;
    }),
    store.onDidChange((name) => {
      if (name === undefined) void postState();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affectsCompareOptions(event, folder())) void followSettings();
    }),
  ];
  panel.onDidDispose(() => {
    isOpen = false;
    counts.dispose();
    if (run.phase === 'loading') run.abort.abort();
    for (const subscription of subscriptions) subscription.dispose();
  });
  const reveal = (object: DifferingObject): void => {
    awaited = object;
    if (run.phase === 'ready') void postState();
  };
  return {
    panel,
    pair: () => pair,
    run: () => run,
    counts,
    compare,
    showTab,
    reveal,
    swap,
    export: exportRun,
    ask: answer,
  };
}

/** A table that differs, or the first of its parts that does. */
function differingAt(differences: readonly Difference[], path: string): DifferingObject | undefined {
  return (
    differences.find((difference) => difference.owner === undefined && difference.path === path) ??
    differences.find(({ owner }) => owner?.path === path)
  );
}

function isEqual(a: CompareOptions, b: CompareOptions): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isOf(run: Extract<ComparisonRun, { phase: 'ready' }>, pair: Pair): boolean {
  return run.comparison.left.environment.name === pair.left && run.comparison.right.environment.name === pair.right;
}
