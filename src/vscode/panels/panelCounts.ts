import * as vscode from 'vscode';
import type { CompareOptions } from '../../comparison/compareOptions.ts';
import type { CountRequest, CountsMessage } from '../../protocol/countMessages.ts';
import type { CountChoices, PageCountedTable } from '../../protocol/countModel.ts';
import type { RowReport } from '../../reports/rowReport.ts';
import { rowAsText, rowReportOf, toRowPage, type CountedSides } from '../../reports/rowPage.ts';
import type { RowCount } from '../../rows/rowCount.ts';
import type { PairingRules } from '../../workflows/countedPair.ts';
import type { SideFacts } from '../../workflows/rowFindings.ts';
import { errorMessage } from '../errorMessages.ts';
import { mementoKeys } from '../ids.ts';
import type { Services } from '../services.ts';
import { countsAs, exportCounts } from './countReports.ts';
import {
  countedIn,
  createCountRuns,
  mayStillBeCounted,
  retryableTables,
  toPageCountSide,
  type CountRun,
} from './countRun.ts';
import { createPairFindings } from './pairFindings.ts';
import { createThrottle } from './throttle.ts';
import type { Pair } from './pairOfSides.ts';

/** What is asked about row counts that concerns nothing else of the panel. */
export type OwnCountRequest = Exclude<CountRequest, { type: 'countPair' | 'showDifference' }>;

/** The row counts of a panel's pair. Nothing is counted before `open` or `count`. */
export interface PanelCounts {
  run(side: 'left' | 'right'): CountRun;
  /** Counts both sides, unless that was done before. */
  open(): Promise<void>;
  /** Pairs the tables anew where the settings have changed what they are called on the other side. */
  followSettings(options: CompareOptions): Promise<void>;
  /** Counts all tables, or those that may succeed now; never rejects. */
  count(scope: 'all' | 'failed'): Promise<void>;
  /** Stops what is under way, but for the environments of a pair that goes on. */
  cancel(goingOn?: Pair): void;
  /** Tells the page everything, as after it was drawn anew or another pair was chosen. */
  postAll(): void;
  answer(request: OwnCountRequest): Promise<void>;
  export(): Promise<void>;
  dispose(): void;
}

export interface PanelCountsOptions {
  readonly services: Services;
  readonly pair: () => Pair;
  readonly post: (message: CountsMessage) => void;
  /** What counts as a difference, by the settings of the moment. */
  readonly options: () => Promise<CompareOptions>;
  /** What has been read of the sides for the comparison of schemas. */
  readonly schemas: () => Partial<Readonly<Record<'left' | 'right', SideFacts>>>;
}

const noChoice: CountChoices = { estimate: false, views: false, foreignTables: false };
const sides = ['left', 'right'] as const;

export function createPanelCounts({ services, pair, post, options, schemas }: PanelCountsOptions): PanelCounts {
  const { context, core, store } = services;
  /** By path, as the page has it. */
  let sent = new Map<string, string>();
  let tables: readonly PageCountedTable[] = [];
  /** undefined before the first counting. */
  let rules: (PairingRules & CompareOptions) | undefined;

  const choice = (): CountChoices => context.workspaceState.get<CountChoices>(mementoKeys.countChoice) ?? noChoice;
  const run = (side: 'left' | 'right'): CountRun => runs.run(pair()[side]);
  const countedSides = (): CountedSides => {
    const [left, right] = sides.map((side) => countedIn(run(side)));
    return { left, right, findings: left && right && findings.of(left, right) };
  };
  const isRunning = (): boolean => sides.some((side) => run(side).phase === 'counting');

  const send = (isAll: boolean): void => {
    const page = rules === undefined ? { tables: [], summary: null } : toRowPage(countedSides(), rules, isRunning());
    const now = new Map(page.tables.map((table) => [table.path, JSON.stringify(table)]));
    const isWhole = isAll || [...sent.keys()].some((path) => !now.has(path));
    const changed = page.tables.filter(({ path }) => isWhole || sent.get(path) !== now.get(path));
    [sent, tables] = [now, page.tables];
    const names = pair();
    post({
      type: 'counts',
      isWhole,
      run: {
        names: { left: names.left, right: names.right },
        left: toPageCountSide(run('left')),
        right: toPageCountSide(run('right')),
        choice: choice(),
        retryable: retryableTables(run('left')) + retryableTables(run('right')),
      },
      tables: changed,
      summary: page.summary,
    });
  };
  const throttle = createThrottle(() => send(false));
  const findings = createPairFindings(services, schemas, () => throttle.now());
  const runs = createCountRuns(services, () => {
    if (isRunning()) throttle.call();
    else throttle.now();
  });

  const countSides = async (which: readonly ('left' | 'right')[], keeps: (count: RowCount) => boolean) => {
    const counting = which.map((side) => runs.count(pair()[side], choice(), keeps));
    const { environments } = await store.configured();
    const { left, right } = pair();
    const isVersionTable = await core.versionTableTest(
      environments.filter(({ environment: { name } }) => name === left || name === right),
    );
    rules = { ...(await options()), isVersionTable };
    throttle.call();
    await Promise.all(counting);
    await lookForMore();
  };

  const lookForMore = async (): Promise<void> => {
    const known = report();
    if (known !== undefined && rules !== undefined && !isRunning()) await findings.look(known, rules);
  };

  const count = async (scope: 'all' | 'failed'): Promise<void> => {
    if (scope === 'all') return countSides(sides, () => false);
    const failed = sides.filter((side) => run(side).phase === 'failed' || retryableTables(run(side)) > 0);
    return countSides(failed, (before) => !mayStillBeCounted(before));
  };

  const report = (): RowReport | undefined => (rules === undefined ? undefined : rowReportOf(countedSides(), rules));

  const counts: PanelCounts = {
    run,
    open: async () => {
      const idle = sides.filter((side) => run(side).phase === 'idle');
      return idle.length === 0 ? undefined : countSides(idle, () => false);
    },
    followSettings: async (now) => {
      if (rules === undefined) return;
      rules = { ...rules, ...now };
      throttle.now();
      await lookForMore();
    },
    count,
    cancel: (goingOn) => {
      const others = goingOn === undefined ? [] : [goingOn.left, goingOn.right];
      runs.cancel(sides.map((side) => pair()[side]).filter((name) => !others.includes(name)));
    },
    postAll: () => {
      throttle.cancel();
      send(true);
      void lookForMore();
    },
    answer: async (request) => {
      switch (request.type) {
        case 'openCounts':
          return counts.open();
        case 'count':
          return count(request.scope);
        case 'cancelCount':
          counts.cancel();
          return;
        case 'chooseCounted': {
          await context.workspaceState.update(mementoKeys.countChoice, request.choice);
          const isBegun = sides.some((side) => run(side).phase !== 'idle');
          // Exact counts still hold; what else is wanted is counted besides them.
          if (isBegun) await countSides(sides, ({ exact }) => exact);
          else send(false);
          return;
        }
        case 'runCountAction': {
          const now = run(request.side);
          const action = now.phase === 'failed' ? errorMessage(now.error).action : undefined;
          if (action?.kind === 'command') await vscode.commands.executeCommand(action.command, ...action.args);
          return;
        }
        case 'copyCounts': {
          const known = report();
          if (known !== undefined) await copy(countsAs(request.format, known));
          return;
        }
        case 'exportCounts':
          return counts.export();
        case 'copyCountRow': {
          const table = tables.find(({ path }) => path === request.path);
          if (table !== undefined) await copy(rowAsText(table));
        }
      }
    },
    export: async () => {
      const known = report();
      if (known !== undefined) await exportCounts(known);
      else void vscode.window.showInformationMessage('There are no row counts to export yet.');
    },
    dispose: () => {
      throttle.cancel();
      findings.cancel();
      counts.cancel();
    },
  };
  return counts;
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('$(check) Copied', 2000);
}
