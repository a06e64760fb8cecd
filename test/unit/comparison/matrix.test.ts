import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Catalog } from '../../../src/catalog/catalogObject.ts';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { CompareOptions } from '../../../src/comparison/compareOptions.ts';
import { buildMatrix, pairsOf } from '../../../src/comparison/matrix.ts';
import type { MatrixRow, PairDifferences } from '../../../src/comparison/matrix.ts';
import { catalogFrom } from '../../support/catalogs.ts';
import type { ObjectSketch } from '../../support/catalogs.ts';

const column = (name: string, type = 'integer') => ({ kind: 'column' as const, name, attributes: { type } });
const table = (name: string, ...parts: NonNullable<ObjectSketch['parts']>): ObjectSketch => ({
  kind: 'table',
  name,
  parts,
});

function matrixOf(catalogs: readonly Catalog[], options: Partial<CompareOptions> = {}) {
  const pairs = pairsOf(catalogs.length).flatMap(([left, right]): PairDifferences[] => {
    const [one, other] = [catalogs[left], catalogs[right]];
    if (one === undefined || other === undefined) return [];
    const { differences } = compareCatalogs(one, other, { ...defaultCompareOptions, ...options });
    return [{ left, right, differences }];
  });
  return { pairs, rows: buildMatrix(catalogs, pairs) };
}

const lines = (rows: readonly MatrixRow[]): readonly string[] =>
  rows.map(({ kind, path, variants }) => `${kind} ${path} ${variants.map((each) => each ?? '-').join('')}`);

describe('a matrix of several catalogs', () => {
  it('names the groups of equal objects in the order of the catalogs', () => {
    const [a, b] = [column('x', 'text'), column('x', 'integer')];
    const catalogs = [table('t', a), table('t', b), table('t', a), table('t'), table('t', column('x', 'bigint'))];
    assert.deepEqual(lines(matrixOf(catalogs.map((each) => catalogFrom([each]))).rows), ['column public.t.x 010-2']);
  });

  it('says of a part that it is not there where its owner is not', () => {
    const catalogs = [[table('t', column('x', 'text'))], [table('t', column('x'))], []];
    assert.deepEqual(lines(matrixOf(catalogs.map(catalogFrom)).rows), ['table public.t 00-', 'column public.t.x 01-']);
  });

  it('lists nothing for equals, and takes a constraint with a made-up name for the one that it is', () => {
    const check = (name: string, expression = '(x > 0)') => ({
      kind: 'constraint' as const,
      name,
      attributes: { type: 'check', expression },
    });
    const equal = [table('t', check('t_check')), table('t', check('t_check1')), table('t', check('t_check2'))];
    assert.deepEqual(matrixOf(equal.map((each) => catalogFrom([each]))).rows, []);
    const one = [...equal.slice(0, 2), table('t')].map((each) => catalogFrom([each]));
    assert.deepEqual(lines(matrixOf(one).rows), [
      'constraint public.t.t_check 00-',
      'constraint public.t.t_check1 00-',
    ]);
  });

  describe('of any catalogs', () => {
    const name = fc.constantFrom('a', 'b', 'c"d', 'e.f');
    const type = fc.constantFrom('integer', 'text');
    const columns = fc.uniqueArray(fc.record({ name, type }), { selector: (each) => each.name });
    const object = fc.oneof(
      fc.tuple(name, columns).map(([owner, list]) => table(owner, ...list.map((each) => column(each.name, each.type)))),
      fc.tuple(name, type).map(([view, query]): ObjectSketch => ({ kind: 'view', name: view, attributes: { query } })),
      fc.uniqueArray(name).map((values): ObjectSketch => ({
        kind: 'enum',
        name: 'mood',
        parts: values.map((value) => ({ kind: 'enum value', name: value })),
      })),
    );
    const catalog = fc
      .uniqueArray(object, { selector: (sketch) => `${sketch.kind} ${sketch.name}` })
      .map((sketches) => catalogFrom(sketches));
    const options = fc.record({
      columnOrder: fc.boolean(),
      constraintNames: fc.constant(true),
      ignore: fc.constantFrom([], ['table:public.a'], ['column:**']),
    });

    it('has a row for each difference of a pair, in whose columns the two differ, and no other', () => {
      fc.assert(
        fc.property(fc.array(catalog, { minLength: 2, maxLength: 5 }), options, (catalogs, chosen) => {
          const { pairs, rows } = matrixOf(catalogs, chosen);
          for (const { left, right, differences } of pairs) {
            const owners = [left, right].map(
              (index) => new Set(catalogs[index]?.objects.map(({ kind, path }) => `${kind} ${path}`)),
            );
            const differing = rows.filter(({ variants, owner }) => {
              const bothHaveOwner =
                owner === undefined || owners.every((keys) => keys.has(`${owner.kind} ${owner.path}`));
              return bothHaveOwner && variants[left] !== variants[right];
            });
            const expected = new Set(differences.map(({ kind, path }) => `${kind} ${path}`));
            const keys = differing.map(({ kind, path }) => `${kind} ${path}`);
            for (const key of expected) assert.ok(keys.includes(key), key);
            const more = differing.filter(({ kind, path }) => !expected.has(`${kind} ${path}`));
            // Only what two have in common has an order, so that both may be like a third that has less of it.
            const byOrder = (row: MatrixRow): boolean =>
              row.differences.some(({ difference }) => difference.attributes.some((each) => each.name === 'order'));
            assert.deepEqual(lines(more.filter((row) => !byOrder(row))), []);
          }
        }),
      );
    });
  });
});
