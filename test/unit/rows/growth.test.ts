import assert from 'node:assert/strict';
import fc from 'fast-check';
import { growthSentences } from '../../../src/reports/growthWords.ts';
import { growthOf } from '../../../src/rows/growth.ts';
import type { PastCount } from '../../../src/rows/growth.ts';
import type { CountedEnvironment } from '../../../src/workflows/countSides.ts';

const start = Date.parse('2026-01-01T12:00:00Z');
const day = 24 * 60 * 60 * 1000;
const on = (days: number, rows: Readonly<Record<string, number>>, notCounted: readonly string[] = []): PastCount => ({
  countedAt: new Date(start + days * day).toISOString(),
  rows,
  notCounted,
});

describe('growth', () => {
  it('is rows per day and a round number on a day, at the same pace', () => {
    const growth = growthOf([on(0, { a: 100, b: 7 })], on(10, { a: 150, b: 7 }));
    assert.deepEqual(growth, {
      counts: 1,
      total: {
        before: 107,
        now: 157,
        since: '2026-01-01T12:00:00.000Z',
        days: 10,
        perDay: 5,
        projection: { rows: 200, on: '2026-01-20' },
      },
      tables: [
        {
          path: 'a',
          before: 100,
          now: 150,
          since: '2026-01-01T12:00:00.000Z',
          days: 10,
          perDay: 5,
          projection: { rows: 200, on: '2026-01-21' },
        },
      ],
    });
  });

  it('takes the pace of the last 30 days, or of the youngest count before them', () => {
    const now = on(100, { a: 1_000 });
    assert.equal(growthOf([on(0, { a: 0 }), on(80, { a: 800 }), on(90, { a: 950 })], now)?.total?.perDay, 10);
    assert.equal(growthOf([on(0, { a: 0 }), on(50, { a: 500 })], now)?.total?.since, on(50, {}).countedAt);
  });

  it('says nothing by counts of the same day, and not far ahead by few days', () => {
    assert.equal(growthOf([], on(1, { a: 1 })), undefined);
    assert.equal(growthOf([on(0.5, { a: 1 })], on(1, { a: 9 })), undefined);
    assert.equal(growthOf([on(0, { a: 1_000 })], on(1, { a: 1_001 }))?.total?.projection, undefined);
    assert.equal(growthOf([on(0, { a: 9 })], on(1, { a: 5 }))?.total?.projection, undefined);
  });

  it('compares no estimate: neither the table nor the whole', () => {
    const growth = growthOf([on(0, { a: 1 }, ['b']), on(1, { a: 1, b: 10 })], on(5, { a: 2, b: 14 }));
    assert.deepEqual(
      growth?.tables.map(({ path, perDay, since }) => [path, perDay, since.slice(0, 10)]),
      [
        ['b', 1, '2026-01-02'],
        ['a', 0.2, '2026-01-01'],
      ],
    );
    assert.equal(growth.total?.since.slice(0, 10), '2026-01-02');
    assert.equal(growthOf([on(0, { a: 1 })], on(5, { a: 2 }, ['b']))?.total, undefined);
  });

  it('takes a table that was not there for empty', () => {
    assert.deepEqual(
      growthOf([on(0, {})], on(2, { fresh: 10 }))?.tables.map(({ path, before, perDay }) => [path, before, perDay]),
      [['fresh', 0, 5]],
    );
  });

  it('never promises a day that is past or a number that is reached', () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.nat(1_000_000)), { maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.nat(1_000_000), (history, rows) => {
        const now = on(401, { a: rows });
        const growth = growthOf(
          history.map(([days, count]) => on(days, { a: count })),
          now,
        );
        assert.equal(growth === undefined, history.length === 0);
        const total = growth?.total;
        if (total === undefined) return;
        assert.equal(total.now, rows);
        assert.ok(total.days >= 1);
        assert.ok(Math.abs(total.before + total.perDay * total.days - rows) < 1e-3);
        if (total.projection === undefined) return;
        assert.ok(total.projection.rows > rows && total.perDay > 0);
        assert.ok(total.projection.on > now.countedAt.slice(0, 10));
      }),
    );
  });

  it('is said with its assumption', () => {
    const growth = growthOf([on(0, { a: 100 })], on(10, { a: 150 }));
    assert.ok(growth !== undefined);
    const side = { environment: { name: 'production' }, growth } as CountedEnvironment;
    assert.deepEqual(growthSentences(side), [
      'production grew by 5 rows a day in 10 days, since 2026-01-01 (100 to 150); at the pace of these 10 days it holds 200 by 2026-01-21, by two counts alone',
      'a in production grew by 5 rows a day in 10 days, since 2026-01-01 (100 to 150); at the pace of these 10 days it holds 200 by 2026-01-21',
    ]);
  });
});
