import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Catalog } from '../../../src/catalog/catalogObject.ts';
import { compareCatalogs, summarize } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { CompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { Difference } from '../../../src/comparison/difference.ts';
import { catalogFrom } from '../../support/catalogs.ts';
import type { ObjectSketch } from '../../support/catalogs.ts';

const column = (name: string, type = 'integer') => ({
  kind: 'column' as const,
  name,
  attributes: { type, 'not null': false },
});
const check = (name: string, expression: string) => ({
  kind: 'constraint' as const,
  name,
  attributes: { type: 'check', expression },
});
const table = (name: string, ...parts: NonNullable<ObjectSketch['parts']>): ObjectSketch => ({
  kind: 'table',
  name,
  parts,
});
const mood = (...values: string[]): ObjectSketch => ({
  kind: 'enum',
  name: 'mood',
  parts: values.map((name) => ({ kind: 'enum value', name })),
});

describe('compareCatalogs', () => {
  it('reports an object on one side only as one difference with its parts as children', () => {
    const left = catalogFrom([table('users', column('id'))]);
    const right = catalogFrom([table('users', column('id')), table('posts', column('id'), column('title', 'text'))]);
    const { differences } = compareCatalogs(left, right);
    assert.deepEqual(
      differences.map(({ status, kind, path }) => [status, kind, path]),
      [['rightOnly', 'table', 'public.posts']],
    );
    assert.deepEqual(
      differences[0]?.children.map(({ status, path, owner }) => [status, path, owner]),
      [
        ['rightOnly', 'public.posts.id', undefined],
        ['rightOnly', 'public.posts.title', undefined],
      ],
    );
  });

  it('reports a part of an object that both sides have as a difference of its own, which names its owner', () => {
    const { differences } = compareCatalogs(
      catalogFrom([table('users', column('id'), column('old'))]),
      catalogFrom([table('users', column('id'), column('new'))]),
    );
    assert.deepEqual(
      differences.map(({ status, path, owner }) => [status, path, owner?.path]),
      [
        ['rightOnly', 'public.users.new', 'public.users'],
        ['leftOnly', 'public.users.old', 'public.users'],
      ],
    );
  });

  it('lists each changed attribute with both values', () => {
    const { differences } = compareCatalogs(
      catalogFrom([table('users', column('id', 'integer'))]),
      catalogFrom([table('users', column('id', 'bigint'))]),
    );
    assert.deepEqual(
      differences.map(({ status, attributes, children }) => ({ status, attributes, children })),
      [{ status: 'changed', attributes: [{ name: 'type', left: 'integer', right: 'bigint' }], children: [] }],
    );
  });

  it('ignores the order of columns and compares that of enum values', () => {
    const columns = compareCatalogs(
      catalogFrom([table('users', column('a'), column('b'))]),
      catalogFrom([table('users', column('b'), column('a'))]),
    );
    assert.deepEqual(columns.differences, []);
    const values = compareCatalogs(catalogFrom([mood('sad', 'ok')]), catalogFrom([mood('ok', 'sad')]));
    assert.deepEqual(
      values.differences.map(({ path, attributes }) => [path, attributes]),
      [['public.mood', [{ name: 'order', left: "'sad', 'ok'", right: "'ok', 'sad'" }]]],
    );
  });

  it('does not take a value added in the middle for a change of order', () => {
    const { differences } = compareCatalogs(
      catalogFrom([mood('sad', 'glad')]),
      catalogFrom([mood('sad', 'ok', 'glad')]),
    );
    assert.deepEqual(
      differences.map(({ kind, name }) => [kind, name]),
      [['enum value', 'ok']],
    );
  });

  it('orders by kind and path, parts by their owner', () => {
    const left = catalogFrom([table('b', column('x')), table('d')]);
    const right = catalogFrom([table('a'), table('b', column('y')), table('c'), mood()]);
    assert.deepEqual(
      compareCatalogs(left, right).differences.map(({ path }) => path),
      ['public.mood', 'public.a', 'public.b.y', 'public.b.x', 'public.c', 'public.d'],
    );
  });

  describe('for any two catalogs', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd"e', 'f.g');
    const columns = fc.uniqueArray(fc.record({ name, type: fc.constantFrom('integer', 'text') }), {
      selector: (part) => part.name,
    });
    const checks = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('t_check', 't_check1', 't_check2', 'chosen'),
        expression: fc.constantFrom('(a > 1)', `((ARRAY['a'::x])::text[])`, `ARRAY[('a'::x)::text]`),
      }),
      { selector: (part) => part.name },
    );
    const values = fc.uniqueArray(name);
    const query = fc.constantFrom('SELECT p.a FROM p;', 'SELECT a FROM p;', 'SELECT btrim((a)::text) FROM p;', null);
    const object = fc.oneof(
      fc
        .tuple(name, columns, checks)
        .map(([owner, list, constraints]) =>
          table(
            owner,
            ...list.map((part) => column(part.name, part.type)),
            ...constraints.map((part) => check(part.name, part.expression)),
          ),
        ),
      fc
        .tuple(name, query)
        .map(([view, text]): ObjectSketch => ({ kind: 'view', name: view, attributes: { query: text } })),
      values.map((list) => mood(...list)),
    );
    const catalog = fc
      .tuple(
        fc.uniqueArray(object, { selector: (sketch) => `${sketch.kind} ${sketch.name}` }),
        fc.constantFrom(12, 14, 18),
      )
      .map(([sketches, version]): Catalog => {
        const made = catalogFrom(sketches);
        return { ...made, server: { ...made.server, versionNumber: version * 10_000 } };
      });
    const options = fc.record({
      ignore: fc.constantFrom([], ['table:public.a'], ['column:**']),
      columnOrder: fc.boolean(),
      comments: fc.boolean(),
      whitespace: fc.boolean(),
      constraintNames: fc.boolean(),
    });
    const compare = (left: Catalog, right: Catalog, chosen: Partial<CompareOptions>) =>
      compareCatalogs(left, right, { ...defaultCompareOptions, ...chosen });

    it('finds nothing between a catalog and itself', () => {
      fc.assert(fc.property(catalog, options, (a, chosen) => compare(a, a, chosen).differences.length === 0));
    });

    it('mirrors the differences when the sides are swapped', () => {
      const told = (differences: readonly Difference[], swap: boolean): string[] =>
        differences
          .map(({ kind, path, status, attributes }) => {
            const mirrored = { leftOnly: 'rightOnly', rightOnly: 'leftOnly', changed: 'changed' } as const;
            const values = attributes.map(({ name: attribute, left, right }) =>
              swap ? [attribute, right, left] : [attribute, left, right],
            );
            return JSON.stringify([kind, path, swap ? mirrored[status] : status, values]);
          })
          .toSorted();
      fc.assert(
        fc.property(catalog, catalog, options, (a, b, chosen) => {
          const [there, back] = [compare(a, b, chosen), compare(b, a, chosen)];
          assert.deepEqual(told(there.differences, false), told(back.differences, true));
          assert.deepEqual(told(there.ignored, false), told(back.ignored, true));
          assert.equal(there.normalized.length, back.normalized.length);
        }),
      );
    });

    it('counts every difference once', () => {
      fc.assert(
        fc.property(catalog, catalog, (a, b) => {
          const { differences } = compareCatalogs(a, b);
          const { leftOnly, rightOnly, changed } = summarize(differences);
          assert.equal(leftOnly + rightOnly + changed, differences.length);
          assert.equal(new Set(differences.map(({ kind, path }) => `${kind} ${path}`)).size, differences.length);
        }),
      );
    });

    it('skips subtrees of equal digest only where nothing differs', () => {
      fc.assert(
        fc.property(catalog, catalog, (a, b) => {
          for (const object of a.objects) {
            const twin = b.objects.find(({ kind, path }) => kind === object.kind && path === object.path);
            if (twin?.digest !== object.digest) continue;
            assert.deepEqual(
              twin.children.map(({ path, attributes }) => [path, attributes]),
              object.children.map(({ path, attributes }) => [path, attributes]),
            );
          }
        }),
      );
    });
  });
});
