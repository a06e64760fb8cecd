import { readFileSync } from 'node:fs';
import type { CountsMessage } from '../../../src/protocol/countMessages.ts';
import type { PageCountRun } from '../../../src/protocol/countModel.ts';
import type { CountedSides } from '../../../src/reports/rowPage.ts';
import { toRowPage } from '../../../src/reports/rowPage.ts';
import type { CountedEnvironment } from '../../../src/workflows/countSides.ts';
import { estimated } from '../../../src/rows/countTables.ts';
import { withPartitionedTables } from '../../../src/rows/partitions.ts';
import type { ForeignKey, ListedTable, RowCount } from '../../../src/rows/rowCount.ts';

/** Row counts for the page, made by the code that makes them of real ones. */

interface Scenario {
  readonly production: { readonly rows: Readonly<Record<string, number>> };
  readonly local: { readonly rows: Readonly<Record<string, number>> };
  readonly emptyInBoth: readonly string[];
}

const scenario = JSON.parse(readFileSync(new URL('../../fixtures/scenario.json', import.meta.url), 'utf8')) as Scenario;

export function listed(path: string, more: Partial<ListedTable> = {}): ListedTable {
  const [schema = '', ...rest] = path.split('.');
  return {
    path,
    schema,
    name: rest.join('.'),
    kind: 'table',
    parent: null,
    estimate: null,
    bytes: { heap: 8192, indexes: 16_384, toast: 8192 },
    deadRows: 0,
    mayCount: true,
    isLocked: false,
    hasRowSecurity: false,
    ...more,
  };
}

export const exact = (rows: number): RowCount => ({ exact: true, rows });

/** An environment whose tables hold so many rows; `more` are counts that are none, and tables of another kind. */
export function countedSide(
  name: string,
  rows: Readonly<Record<string, number | null>>,
  more: {
    readonly tables?: readonly ListedTable[];
    readonly counts?: ReadonlyMap<string, RowCount>;
    readonly foreignKeys?: readonly ForeignKey[];
  } = {},
): CountedEnvironment {
  const tables = [
    ...Object.entries(rows).map(([table, count]) =>
      listed(`public.${table}`, {
        bytes: { heap: 8192 + (count ?? 0) * 120, indexes: 16_384 + (count ?? 0) * 40, toast: 8192 },
        deadRows: Math.floor((count ?? 0) / 50),
      }),
    ),
    ...(more.tables ?? []),
  ].sort((one, other) => (one.path < other.path ? -1 : 1));
  const counts = new Map<string, RowCount>([
    ...Object.entries(rows).flatMap(([table, count]): [string, RowCount][] =>
      count === null ? [] : [[`public.${table}`, exact(count)]],
    ),
    ...(more.counts ?? []),
  ]);
  return {
    environment: {
      name,
      type: 'sqlFiles',
      files: ['x.sql'],
      role: name === 'production' ? 'production' : 'development',
    },
    serverVersion: '15.8',
    database: 'app',
    countedAt: new Date(2026, 1, 2, 14, 2, 31),
    tables,
    foreignKeys: more.foreignKeys ?? [],
    counts: withPartitionedTables(tables, counts),
  };
}

const keys: readonly ForeignKey[] = [
  { name: 'k1', from: 'public.licenses', to: 'public.providers', columns: ['provider_id'] },
  { name: 'k2', from: 'public.providers', to: 'public.organizations', columns: ['organization_id'] },
  { name: 'k3', from: 'public.credential_history', to: 'public.licenses', columns: ['license_id'] },
];

/** The sample's databases as they are. */
export function sampleSides(): { readonly left: CountedEnvironment; readonly right: CountedEnvironment } {
  const nothing = Object.fromEntries(scenario.emptyInBoth.map((name) => [name, 0]));
  const { session, team_channels, ...common } = scenario.production.rows;
  const none = Object.fromEntries(Object.keys(common).map((name) => [name, 0]));
  return {
    left: countedSide(
      'production',
      { ...nothing, ...common, session: session ?? 0, team_channels: team_channels ?? 0, alembic_version: 1 },
      { foreignKeys: keys },
    ),
    right: countedSide(
      'local',
      { ...nothing, ...none, ...scenario.local.rows, alembic_version: 1 },
      { foreignKeys: keys },
    ),
  };
}

const never: ListedTable['estimate'] = null;
const planner: ListedTable['estimate'] = { rows: 120_000, source: 'analyze', analyzedAt: '2026-01-28T04:00:00Z' };

/** Tables of every kind and fate: partitioned, locked, too slow, forbidden, a view, a foreign table, a hostile name. */
export function oddSides(): { readonly left: CountedEnvironment; readonly right: CountedEnvironment } {
  const special = (isLeft: boolean): readonly ListedTable[] => [
    listed('public.readings', { kind: 'partitioned table', bytes: { heap: 0, indexes: 0, toast: 0 } }),
    listed('public.readings_2025', { kind: 'partition', parent: 'public.readings' }),
    listed('public.readings_2026', { kind: 'partition', parent: 'public.readings' }),
    listed('public.locked', {
      isLocked: isLeft,
      bytes: isLeft ? null : { heap: 1, indexes: 1, toast: 1 },
      estimate: planner,
    }),
    listed('public.slow', { estimate: planner }),
    listed('public.secret', { mayCount: !isLeft, estimate: never }),
    listed('public.elsewhere', { kind: 'foreign table', bytes: { heap: 0, indexes: 0, toast: 0 } }),
    listed('public.totals_by_day', { kind: 'view', bytes: { heap: 0, indexes: 0, toast: 0 } }),
    listed('billing."<b>\n"', { name: '<b>\n<img src=x onerror=alert(1)>', schema: 'billing' }),
  ];
  const counts = (isLeft: boolean): ReadonlyMap<string, RowCount> => {
    const tables = special(isLeft);
    const of = (path: string): ListedTable => tables.find((table) => table.path === path) ?? listed(path);
    return new Map<string, RowCount>([
      ['public.readings_2025', exact(isLeft ? 40_000 : 400)],
      ['public.readings_2026', exact(isLeft ? 2_500 : 25)],
      ['public.locked', isLeft ? estimated(of('public.locked'), 'lockTimeout') : exact(80_000)],
      ['public.slow', estimated(of('public.slow'), 'statementTimeout')],
      ['public.secret', isLeft ? estimated(of('public.secret'), 'permissionDenied') : exact(7)],
      ['public.elsewhere', estimated(of('public.elsewhere'), 'asked')],
      ['public.totals_by_day', estimated(of('public.totals_by_day'), 'asked')],
      ['billing."<b>\n"', exact(isLeft ? 3 : 0)],
    ]);
  };
  const side = (name: string, isLeft: boolean) =>
    countedSide(name, isLeft ? { orders: 900, users: 30 } : { orders: 45, drafts: 2 }, {
      tables: special(isLeft),
      counts: counts(isLeft),
    });
  return { left: side('production', true), right: side('local', false) };
}

/** Any number of tables. */
export function manySides(count: number): { readonly left: CountedEnvironment; readonly right: CountedEnvironment } {
  const rows = (factor: number): Record<string, number> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`table_${String(index).padStart(5, '0')}`, index * factor]),
    );
  return { left: countedSide('production', rows(3)), right: countedSide('local', rows(1)) };
}

const isVersionTable = ({ name }: ListedTable): boolean => name === 'alembic_version';

/** What the extension tells of these sides; `run` says how far they are. */
export function countsMessage(sides: CountedSides, run: Partial<PageCountRun> = {}, isWhole = true): CountsMessage {
  const finished = (side: CountedEnvironment | undefined): PageCountRun['left'] =>
    side === undefined
      ? { phase: 'idle' }
      : { phase: 'counted', serverVersion: '15.8', countedAt: '2026-02-02T14:02:31', partial: null };
  const whole: PageCountRun = {
    names: { left: 'production', right: 'local' },
    left: finished(sides.left),
    right: finished(sides.right),
    choice: { estimate: false, views: false, foreignTables: false },
    retryable: 0,
    ...run,
  };
  const isRunning = [whole.left, whole.right].some(({ phase }) => phase === 'counting');
  const { tables, summary } = toRowPage(sides, { isVersionTable, schemas: {}, renames: {} }, isRunning);
  return { type: 'counts', isWhole, run: whole, tables: [...tables], summary };
}
