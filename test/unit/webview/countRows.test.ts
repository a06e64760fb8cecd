import assert from 'node:assert/strict';
import { countCell, tableNote } from '../../../webview/model/countCells.ts';
import { mergeCounts } from '../../../webview/model/countData.ts';
import { countRows } from '../../../webview/model/countRows.ts';
import { countColumns, defaultCountSettings } from '../../../webview/model/countSettings.ts';
import type { CountSettings } from '../../../webview/model/countSettings.ts';
import { logMarks, logPlace } from '../../../webview/model/logScale.ts';
import { countsMessage, oddSides, sampleSides } from '../../ui/page/countStates.ts';

const names = { left: 'production', right: 'local' };

describe('the rows of the row counts', () => {
  const data = mergeCounts(null, countsMessage(oddSides()));
  const arranged = (change: Partial<CountSettings>) => countRows(data, { ...defaultCountSettings, ...change });
  const paths = (change: Partial<CountSettings>) => arranged(change).map(({ table }) => table.name);

  it('stand in either direction of every column, what is not known last', () => {
    for (const column of countColumns) {
      const [up, down] = [paths({ column, descending: false }), paths({ column, descending: true })];
      assert.deepEqual([...up].sort(), [...down].sort(), column);
    }
    assert.equal(paths({ column: 'ratio', descending: true }).at(0), 'readings');
    for (const descending of [true, false]) {
      const last = paths({ column: 'leftRows', descending }).slice(-3).sort();
      assert.deepEqual(last, ['drafts', 'elsewhere', 'secret']);
    }
  });

  it('keep partitions with their table, which a search for one of them finds', () => {
    const rows = arranged({ search: 'readings_2026', opened: ['public.readings'] });
    assert.deepEqual(
      rows.map(({ table, level, parent, position, siblings }) => [table.name, level, parent, position, siblings]),
      [
        ['readings', 1, -1, 1, 1],
        ['readings_2025', 2, 0, 1, 2],
        ['readings_2026', 2, 0, 2, 2],
      ],
    );
    assert.equal(arranged({ search: 'readings' })[0]?.expanded, false);
  });

  it('leave views out until they are wanted, and classes to data', () => {
    assert.ok(!paths({}).includes('totals_by_day'));
    const version = mergeCounts(null, countsMessage(sampleSides()));
    const both = countRows(version, { ...defaultCountSettings, classes: ['both'] });
    assert.deepEqual(both.map(({ table }) => table.name).sort(), [
      'credential_history',
      'licenses',
      'organizations',
      'providers',
      'users',
    ]);
  });

  it('take over what a message changes, and all of a whole one', () => {
    const whole = countsMessage(sampleSides());
    const [first] = whole.tables;
    assert.ok(first);
    const changed = mergeCounts(mergeCounts(null, whole), {
      ...whole,
      isWhole: false,
      tables: [{ ...first, difference: 77 }],
    });
    assert.equal(changed.tables.size, whole.tables.length);
    assert.equal(changed.tables.get(first.path)?.difference, 77);
    assert.equal(mergeCounts(changed, { ...whole, tables: [first] }).tables.size, 1);
  });

  it('say in their cells what is no count', () => {
    const total = { left: 100, right: 100 };
    const slow = data.tables.get('public.slow');
    assert.ok(slow);
    assert.equal(countCell(slow, 'difference', total, names).text, '≈0');
    assert.equal(tableNote(slow, names), 'took too long');
    const locked = data.tables.get('public.locked');
    assert.ok(locked);
    assert.equal(tableNote(locked, names), 'locked in production');
    assert.equal(countCell(locked, 'leftSize', total, names).text, '?');
  });
});

describe('the logarithmic scale', () => {
  it('has a place for zero before one, and its end not below the largest', () => {
    for (const largest of [0, 1, 2, 10, 11, 9_614, 1e9]) {
      const marks = logMarks(largest);
      assert.ok((marks.at(-1) ?? 0) >= largest, String(largest));
      assert.equal(logPlace(0, marks), 0);
      assert.ok(logPlace(1, marks) > 0);
      assert.ok(logPlace(largest, marks) <= 1);
    }
    assert.deepEqual(logMarks(9_614), [1, 10, 100, 1_000, 10_000]);
    assert.equal(logPlace(10_000, logMarks(9_614)), 1);
  });
});
