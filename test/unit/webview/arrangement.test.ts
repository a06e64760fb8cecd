import assert from 'node:assert/strict';
import { arrange, placeOf, prepare, rearranged, withActiveKey } from '../../../webview/model/arrangement.ts';
import type { Arrangement } from '../../../webview/model/arrangement.ts';
import { noFilters } from '../../../webview/model/filter.ts';
import { defaultViewSettings, readViewSettings } from '../../../webview/model/viewSettings.ts';
import type { ViewSettings } from '../../../webview/model/viewSettings.ts';
import { defaultCountSettings } from '../../../webview/model/countSettings.ts';
import { comparisonOf, sampleDifferences } from '../../ui/page/states.ts';

const key = (arrangement: Arrangement): string | undefined => arrangement.rows[arrangement.active]?.node.key;
const start = arrange(prepare(comparisonOf(sampleDifferences())), 'owner');
const address = 'object:column:public.providers.home_address';

describe('the arrangement', () => {
  it('begins at the first difference', () => {
    assert.equal(key(start), 'object:enum value:public.coordinator_action_type.stage_changed');
  });

  it('keeps the active row through filters, groups and a refresh', () => {
    let arrangement = withActiveKey(start, address);
    arrangement = rearranged(arrangement, { filters: { ...noFilters, search: 'home' } });
    assert.deepEqual([key(arrangement), arrangement.shown], [address, 4]);
    arrangement = rearranged(arrangement, { grouping: 'kind' });
    assert.equal(key(arrangement), address);
    arrangement = rearranged(arrangement, { prepared: prepare(comparisonOf(sampleDifferences())), filters: noFilters });
    assert.deepEqual([key(arrangement), arrangement.shown], [address, 37]);
  });

  it('stays at the place where the active row was when it is gone', () => {
    const arrangement = rearranged(
      { ...start, active: start.rows.length - 1 },
      { filters: { ...noFilters, search: 'home' } },
    );
    assert.equal(arrangement.active, arrangement.rows.length - 1);
  });

  it('comes back from no match', () => {
    const none = rearranged(start, { filters: { ...noFilters, search: 'zzz' } });
    assert.deepEqual([none.rows.length, none.shown, none.active], [0, 0, 0]);
    assert.equal(rearranged(none, { filters: noFilters }).shown, 37);
  });

  it('moves without making the rows anew', () => {
    assert.equal(rearranged(start, { active: 5 }).rows, start.rows);
  });
});

describe('the place of the reader', () => {
  const session = 'object:table:public.session';
  let left = rearranged(start, {
    filters: { ...noFilters, search: 's', kinds: ['table'] },
    flipped: new Set([session]),
  });
  left = withActiveKey(left, session);

  it('is found again in the same comparison', () => {
    const back = arrange(prepare(comparisonOf(sampleDifferences())), 'owner', structuredClone(placeOf(left)));
    assert.deepEqual([key(back), back.filters, back.shown], [session, left.filters, left.shown]);
    assert.equal(back.rows[back.active]?.expanded, true);
  });

  it('is not found in another comparison, and leaves out filters of what is gone', () => {
    const other = arrange(start.prepared, 'owner', { ...placeOf(left), left: 'staging' });
    assert.deepEqual(other.filters, noFilters);
    const gone = arrange(start.prepared, 'owner', { ...placeOf(left), kinds: ['view', 'moon'], activeKey: 'gone' });
    assert.deepEqual([gone.filters.kinds, gone.active], [[], 0]);
  });
});

describe('remembered settings', () => {
  it('come back as they were', () => {
    const settings = {
      left: 'a',
      right: 'b',
      tab: 'rows',
      counts: { ...defaultCountSettings, column: 'ratio', classes: ['both'], active: 'public.a' },
      grouping: 'kind',
      detailOpen: false,
      detailHeight: 300,
      place: placeOf(start),
    } satisfies ViewSettings;
    assert.deepEqual(readViewSettings(structuredClone(settings)), settings);
  });

  it('fall back one by one where they cannot be understood', () => {
    const remembered = { left: 3, grouping: 'moon', detailHeight: -1, detailOpen: false, more: true };
    assert.deepEqual(readViewSettings(remembered), { ...defaultViewSettings, detailOpen: false });
    for (const nonsense of [null, undefined, 'x', 7, []])
      assert.deepEqual(readViewSettings(nonsense), defaultViewSettings);
  });
});
