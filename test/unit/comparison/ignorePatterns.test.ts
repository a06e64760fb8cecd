import assert from 'node:assert/strict';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { Difference } from '../../../src/comparison/difference.ts';
import { matching, patternsOfAllLike, withoutPatternsOf } from '../../../src/comparison/ignorePatterns.ts';
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

describe('patterns for all that are like a difference', () => {
  const suggested = (found: readonly Difference[], name: string): [string, number][] =>
    patternsOfAllLike(named(found, name), found).map(({ pattern, count }) => [pattern, count]);

  it('are, of a part, those over its owner, its name elsewhere, and all of its kind', () => {
    const found = differences(
      ['users', 'visits', 'tags'].map((name) => table(name, 'public', 'id')),
      [
        table('users', 'public', 'id', 'created_at', 'created_by', 'b.c', 'd\ne'),
        table('visits', 'public', 'id', 'created_at', 'body'),
        table('tags', 'public', 'id', 'word', 'body', 'more'),
      ],
    );
    assert.deepEqual(suggested(found, 'created_at'), [
      ['column:public.users.created_*', 2],
      ['column:public.*.created_at', 2],
      ['column:public.users.*', 4],
      ['column:public.*', 9],
    ]);
    assert.deepEqual(suggested(found, 'b.c')[0], ['column:public.users.*', 4]);
  });

  it('are, of a name with digits, those that differ in them, and of words those that share one', () => {
    const found = differences(
      [],
      [
        ...['events_2026', 'events_27', 'events', 'tmp_import', 'tmp_export', 'old_import'].map((name) => table(name)),
        table('events_1', 'v2'),
      ],
    );
    assert.deepEqual(suggested(found, 'events_2026'), [
      ['table:public.events_*', 2],
      ['table:public.*', 6],
      ['table:*', 7],
    ]);
    assert.deepEqual(suggested(found, 'tmp_import').slice(0, 2), [
      ['table:public.tmp_*', 2],
      ['table:public.*_import', 2],
    ]);
    // In the schema's name they mean something else.
    assert.deepEqual(suggested(found, 'events_1'), [['table:*', 7]]);
  });

  it('are, of a routine, its overloads, whatever its arguments are called', () => {
    const routine = (name: string, signature: string): ObjectSketch => ({ kind: 'function', name, signature });
    const found = differences(
      [],
      [routine('area', 'integer'), routine('area', 'int4, int8'), routine('area_of', 'text'), routine('sha1', 'text')],
    );
    assert.deepEqual(suggested(found, 'area(int4, int8)'), [
      ['function:public.area\\(*', 2],
      ['function:public.*', 4],
    ]);
  });

  it('are of one that has no like only that which says most about it', () => {
    const other = compareCatalogs(catalogFrom([]), catalogFrom([{ kind: 'schema', name: 'x' }])).differences;
    assert.deepEqual(suggested(other, 'x'), [['schema:*', 1]]);
    const lonely = differences([], [table('a', 'public'), { kind: 'view', name: 'v' }]);
    assert.deepEqual(suggested(lonely, 'a'), [['table:public.*', 1]]);
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
        [table(name, 'public', 'id', 'more', name), table(`${name}z`, 'public', 'id', 'more')],
      );
      assert.equal(found.length, 3);
      const [first] = found;
      assert.ok(first);
      const [{ pattern } = { pattern: '' }] = patternsOfAllLike(first, found);
      assert.ok(matching(found, pattern).includes(first), pattern);
      assert.equal(matching(found, pattern).length, 2);
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
