import assert from 'node:assert/strict';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { Difference } from '../../../src/comparison/difference.ts';
import { matching, patternOfAllLike, withoutPatternsOf } from '../../../src/comparison/ignorePatterns.ts';
import { patternOf } from '../../../src/comparison/setAside.ts';
import { catalogFrom } from '../../support/catalogs.ts';
import type { ObjectSketch } from '../../support/catalogs.ts';

const table = (name: string, schema = 'public', ...columns: readonly string[]): ObjectSketch => ({
  kind: 'table',
  schema,
  name,
  parts: columns.map((column) => ({ kind: 'column', name: column, attributes: { type: 'integer' } })),
});

function differences(left: ObjectSketch[], right: ObjectSketch[]): readonly Difference[] {
  return compareCatalogs(catalogFrom(left), catalogFrom(right)).differences;
}

function named(found: readonly Difference[], name: string): Difference {
  const difference = found.find((each) => each.name === name);
  assert.ok(difference, name);
  return difference;
}

describe('all that are like a difference', () => {
  it('are, of a part, the parts of its kind under its owner', () => {
    const found = differences(
      [table('users', 'public', 'id'), table('users2', 'public', 'id')],
      [table('users', 'public', 'id', 'a', 'b.c', 'd\ne'), table('users2', 'public', 'id', 'a')],
    );
    const pattern = patternOfAllLike(named(found, 'b.c'));
    assert.equal(pattern, 'column:public.users.*');
    assert.deepEqual(
      matching(found, pattern).map(({ name }) => name),
      ['a', 'b.c', 'd\ne'],
    );
  });

  it('are, of an object with digits in its name, those that differ in them', () => {
    const found = differences([], [table('events_2026', 'v2'), table('events_27', 'v2'), table('events', 'v2')]);
    const pattern = patternOfAllLike(named(found, 'events_2026'));
    assert.equal(pattern, 'table:v2.events_*');
    assert.deepEqual(
      matching(found, pattern).map(({ name }) => name),
      ['events_2026', 'events_27'],
    );
  });

  it('are else all of the kind in the schema', () => {
    const found = differences([], [table('a'), table('b'), table('c', 'other')]);
    assert.equal(patternOfAllLike(named(found, 'a')), 'table:public.*');
    const other = compareCatalogs(catalogFrom([]), catalogFrom([{ kind: 'schema', name: 'x' }])).differences;
    assert.deepEqual(
      other.map((difference) => patternOfAllLike(difference)),
      ['schema:*'],
    );
  });

  for (const name of [
    '<script>*',
    'q"u.o"te',
    '{a,b}',
    '[x]',
    '!(y)',
    'back\\slash',
    '🐘 1 line\nbreak',
    'x'.repeat(63),
  ]) {
    it(`take hostile characters by the letter: ${JSON.stringify(name)}`, () => {
      const found = differences(
        [table(name, 'public', 'id'), table(`${name}z`, 'public', 'id')],
        [table(name, 'public', 'id', 'more'), table(`${name}z`, 'public', 'id', 'more')],
      );
      assert.equal(found.length, 2);
      const [first] = found;
      assert.ok(first);
      assert.deepEqual(
        matching(found, patternOfAllLike(first)).map(({ path }) => path),
        [first.path],
      );
    });
  }
});

describe('to stop ignoring', () => {
  it('takes away every pattern that sets the difference aside, and no other', () => {
    const found = differences([], [table('tmp_1'), table('a')]);
    const kept = ['index:**', patternOf(named(found, 'a'))];
    const ignore = [patternOf(named(found, 'tmp_1')), 'table:public.tmp_*', ...kept];
    assert.deepEqual(withoutPatternsOf(named(found, 'tmp_1'), { ignore, partitions: ['public.*'] }), {
      ignore: kept,
      partitions: ['public.*'],
    });
  });

  it('of a partition made at run time takes its pattern away', () => {
    const partition: ObjectSketch = {
      kind: 'table',
      name: 'events_2026',
      attributes: { 'partition of': 'public.events' },
    };
    const options = { ignore: [], partitions: ['public.events_2*', 'public.logs_*'] };
    const { ignored } = compareCatalogs(catalogFrom([]), catalogFrom([partition]), {
      ...defaultCompareOptions,
      ...options,
    });
    const [difference] = ignored;
    assert.ok(difference);
    assert.deepEqual(withoutPatternsOf(difference, options), { ignore: [], partitions: ['public.logs_*'] });
  });
});
