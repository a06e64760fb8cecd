import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareRowCounts } from '../../../src/rows/compareRowCounts.ts';
import type { CountedSide } from '../../../src/rows/compareRowCounts.ts';
import { withPartitionedTables } from '../../../src/rows/partitions.ts';
import type { ListedTable, RowCount } from '../../../src/rows/rowCount.ts';
import { classCounts, foreignKeyRatios, largestTables, strandedTables } from '../../../src/rows/rowSummary.ts';

const table = (path: string, more: Partial<ListedTable> = {}): ListedTable => ({
  path,
  schema: 'public',
  name: path,
  kind: 'table',
  parent: null,
  estimate: null,
  bytes: { heap: 1, indexes: 2, toast: 3 },
  deadRows: 0,
  mayCount: true,
  isLocked: false,
  hasRowSecurity: false,
  ...more,
});
const exact = (rows: number): RowCount => ({ exact: true, rows });
const guessed = (rows: number): RowCount => ({
  exact: false,
  estimate: { rows, source: 'analyze', analyzedAt: null },
  obstacle: 'statementTimeout',
});
const side = (
  rows: Readonly<Record<string, number | RowCount>>,
  foreignKeys: CountedSide['foreignKeys'] = [],
): CountedSide => ({
  tables: Object.keys(rows).map((path) => table(path)),
  counts: new Map(
    Object.entries(rows).map(([path, count]) => [path, typeof count === 'number' ? exact(count) : count]),
  ),
  foreignKeys,
});
const isVersionTable = ({ name }: ListedTable): boolean => name === 'version';

describe('comparing row counts', () => {
  const left = side({ a: 10, b: 0, c: 5, both: 0, gone: 4, version: 1 });
  const right = side({ a: 2, b: 3, c: 0, both: 0, fresh: 0, version: 1 });
  const comparison = compareRowCounts(left, right, isVersionTable);

  it('adds up over the tables that both sides have, without the version table', () => {
    assert.deepEqual(comparison.totals, {
      left: 15,
      right: 5,
      difference: 10,
      ratio: 3,
      isEstimated: false,
      unknown: 0,
    });
  });

  it('tells classes', () => {
    const classes = Object.fromEntries(comparison.tables.map((each) => [each.path, each.class]));
    assert.deepEqual(classes, {
      a: 'both',
      b: 'emptyLeft',
      both: 'emptyBoth',
      c: 'emptyRight',
      fresh: 'rightOnly',
      gone: 'leftOnly',
      version: 'both',
    });
    assert.deepEqual(classCounts(comparison), {
      both: 1,
      leftOnly: 1,
      rightOnly: 1,
      emptyBoth: 1,
      emptyLeft: 1,
      emptyRight: 1,
    });
  });

  it('finds data on one side only, and the largest tables with their shares', () => {
    assert.deepEqual(
      strandedTables(comparison).map(({ path, rows }) => [path, rows]),
      [['gone', 4]],
    );
    assert.deepEqual(largestTables(comparison, 'left', 1), [{ path: 'a', rows: 10, share: 2 / 3, cumulative: 2 / 3 }]);
    assert.equal(largestTables(comparison, 'right', 9).at(-1)?.cumulative, 1);
  });

  it('says what is estimated, and leaves out what nobody knows', () => {
    const estimated = compareRowCounts(
      side({ a: guessed(100), b: 1, c: { exact: false, estimate: null, obstacle: 'permissionDenied' } }),
      side({ a: 50, b: 1, c: 7 }),
      isVersionTable,
    );
    const [a, b, c] = estimated.tables;
    assert.deepEqual([a?.isEstimated, a?.difference, a?.ratio], [true, 50, 2]);
    assert.deepEqual([b?.isEstimated, c?.difference, c?.ratio], [false, undefined, undefined]);
    assert.deepEqual([estimated.totals.isEstimated, estimated.totals.unknown], [true, 1]);
  });

  it('gives ratios along foreign keys, those first that differ most', () => {
    const keys = [
      { name: 'k', from: 'child', to: 'parent', columns: ['a'] },
      { name: 'k2', from: 'child', to: 'other', columns: ['b'] },
      { name: 'self', from: 'child', to: 'child', columns: ['c'] },
      { name: 'k3', from: 'empty', to: 'parent', columns: ['a'] },
    ];
    const counted = compareRowCounts(
      side({ child: 20, parent: 4, other: 10, empty: 0 }, keys),
      side({ child: 10, parent: 10, other: 0, empty: 0 }, keys),
      isVersionTable,
    );
    assert.deepEqual(foreignKeyRatios(counted), [
      { from: 'child', to: 'parent', left: 5, right: 1, factor: 5 },
      { from: 'child', to: 'other', left: 2, right: undefined, factor: undefined },
    ]);
  });

  it('counts partitions in their table alone', () => {
    const tables = [
      table('p', { kind: 'partitioned table' }),
      table('p1', { kind: 'partition', parent: 'p' }),
      table('p2', { kind: 'partitioned table', parent: 'p' }),
      table('p2a', { kind: 'partition', parent: 'p2' }),
    ];
    const counts = withPartitionedTables(
      tables,
      new Map([
        ['p1', exact(1)],
        ['p2a', guessed(5)],
      ]),
    );
    assert.deepEqual(counts.get('p'), guessed(6));
    assert.deepEqual(counts.get('p2'), guessed(5));
    const counted = compareRowCounts(
      { tables, counts, foreignKeys: [] },
      { tables, counts, foreignKeys: [] },
      isVersionTable,
    );
    assert.equal(counted.totals.left, 6);
  });

  it('mirrors, and is nothing against itself', () => {
    const anySide = fc
      .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'version'), fc.nat(1000))
      .map((rows) => side(rows));
    fc.assert(
      fc.property(anySide, anySide, (one, other) => {
        const [there, back] = [
          compareRowCounts(one, other, isVersionTable),
          compareRowCounts(other, one, isVersionTable),
        ];
        assert.equal(there.totals.difference + back.totals.difference, 0);
        assert.deepEqual([there.totals.left, there.totals.right], [back.totals.right, back.totals.left]);
        const same = compareRowCounts(one, one, isVersionTable);
        assert.ok(same.tables.every(({ difference }) => difference === 0));
        const shares = same.tables.reduce(
          (sum, { left: each, isVersionTable: isTool }) => sum + (isTool ? 0 : (each?.share ?? 0)),
          0,
        );
        assert.ok(same.totals.left === 0 ? shares === 0 : Math.abs(shares - 1) < 1e-9);
      }),
    );
  });
});
