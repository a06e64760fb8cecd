import assert from 'node:assert/strict';
import { toggled } from '../../../webview/model/collections.ts';
import {
  applyFilters,
  countDifferences,
  filtersAreEmpty,
  makeSearchable,
  noFilters,
} from '../../../webview/model/filter.ts';
import type { Filters } from '../../../webview/model/filter.ts';
import { changedDifferences, manyDifferences, sampleDifferences } from '../../ui/page/states.ts';

const sample = makeSearchable(sampleDifferences());
const count = (filters: Partial<Filters>): number => applyFilters(sample, { ...noFilters, ...filters }).length;

describe('filters', () => {
  it('let everything pass when they are empty', () => {
    assert.equal(count({}), 37);
    assert.ok(filtersAreEmpty({ ...noFilters, search: '  ' }));
  });

  it('keep what has one of the causes', () => {
    assert.equal(count({ causes: ['pending'] }), 26);
    assert.equal(count({ causes: ['not in effect', 'unmanaged'] }), 11);
  });

  it('keep what is on one side', () => {
    assert.deepEqual([count({ statuses: ['leftOnly'] }), count({ statuses: ['rightOnly'] })], [2, 35]);
  });

  it('add up over several lists', () => {
    assert.equal(count({ statuses: ['leftOnly'], causes: ['unmanaged'] }), 1);
    assert.equal(count({ statuses: ['changed'], kinds: ['column'] }), 0);
  });

  it('keep the kinds', () => {
    assert.deepEqual([count({ kinds: ['column'] }), count({ kinds: ['column', 'enum value'] })], [22, 23]);
  });

  it('search in any case, for all of the words', () => {
    assert.equal(count({ search: 'PROVIDERS home_' }), 4);
    assert.equal(count({ search: 'home_ licenses' }), 0);
  });

  it('search in migration files, in types, in parts and in changed values', () => {
    assert.equal(count({ search: 'blueshift' }), 23);
    assert.equal(count({ search: 'jsonb' }), 4);
    assert.equal(count({ search: 'last4' }), 1);
    const changed = makeSearchable(changedDifferences());
    assert.deepEqual(
      applyFilters(changed, { ...noFilters, search: 'lower(email)' }).map((difference) => difference.name),
      ['ix_users_email'],
    );
  });

  it('take the search for text, not for a pattern', () => {
    assert.equal(count({ search: '.*' }), 0);
  });

  it('count causes, sides and kinds', () => {
    const counts = countDifferences(sampleDifferences());
    assert.deepEqual(Object.fromEntries(counts.causes), { pending: 26, 'not in effect': 10, unmanaged: 1 });
    assert.deepEqual(Object.fromEntries(counts.statuses), { leftOnly: 2, rightOnly: 35 });
    assert.deepEqual(Object.fromEntries(counts.kinds), { table: 14, column: 22, 'enum value': 1 });
  });

  it('answer at once on 10,000 differences', () => {
    const many = makeSearchable(manyDifferences(10_000));
    const started = performance.now();
    for (const search of ['c', 'co', 'col', 'column_99']) applyFilters(many, { ...noFilters, search });
    assert.ok(performance.now() - started < 400, 'four keystrokes took too long');
  });

  it('toggle an entry', () => {
    assert.deepEqual(toggled(toggled(['a'], 'b'), 'a'), ['b']);
  });
});
