import assert from 'node:assert/strict';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { CompareOptions } from '../../../src/comparison/compareOptions.ts';
import { patternOf } from '../../../src/comparison/setAside.ts';
import { catalogFrom } from '../../support/catalogs.ts';
import type { ObjectSketch } from '../../support/catalogs.ts';

/** What is reported of two databases under some options, as `kind path`. */
function reported(
  left: readonly ObjectSketch[],
  right: readonly ObjectSketch[],
  options: Partial<CompareOptions> = {},
): string[] {
  const { differences } = compareCatalogs(catalogFrom(left), catalogFrom(right), {
    ...defaultCompareOptions,
    ...options,
  });
  return differences.map(({ kind, path }) => `${kind} ${path}`);
}

const column = (name: string, attributes: Record<string, string | boolean> = {}) => ({
  kind: 'column' as const,
  name,
  attributes: { type: 'integer', ...attributes },
});
const check = (name: string, expression = '(a > 0)') => ({
  kind: 'constraint' as const,
  name,
  attributes: { type: 'check', expression },
});
const view = (query: string): ObjectSketch => ({ kind: 'view', name: 'v', attributes: { query } });

describe('options of a comparison', () => {
  it('comments: on by default, off on request', () => {
    const sides = [
      [{ kind: 'table', name: 't', attributes: { comment: 'a' } }],
      [{ kind: 'table', name: 't', attributes: { comment: 'b' } }],
    ] as const;
    assert.deepEqual(reported(...sides), ['table public.t']);
    assert.deepEqual(reported(...sides, { comments: false }), []);
  });

  it('columnOrder: off by default, on request a change of the table', () => {
    const sides = [
      [{ kind: 'table', name: 't', parts: [column('a'), column('b')] }],
      [{ kind: 'table', name: 't', parts: [column('b'), column('a')] }],
    ] as const;
    assert.deepEqual(reported(...sides), []);
    assert.deepEqual(reported(...sides, { columnOrder: true }), ['table public.t']);
  });

  it('whitespace: ignored by default in queries, never inside of strings', () => {
    assert.deepEqual(reported([view('SELECT a,\n    b')], [view('SELECT a, b')]), []);
    assert.deepEqual(reported([view('SELECT a,\n    b')], [view('SELECT a, b')], { whitespace: true }), [
      'view public.v',
    ]);
    assert.deepEqual(reported([view("SELECT 'a  b'")], [view("SELECT 'a b'")]), ['view public.v']);
    assert.deepEqual(
      reported([view('SELECT\r\n a')], [view('SELECT\n a')], { whitespace: true }),
      [],
      'line endings never count',
    );
  });

  describe('constraintNames', () => {
    const renamed = (left: string, right: string, expression?: string) =>
      [
        [{ kind: 'table', name: 't', parts: [column('a'), check(left)] }],
        [{ kind: 'table', name: 't', parts: [column('a'), check(right, expression)] }],
      ] as const;

    for (const [left, right] of [
      ['old_a_check', 't_a_check1'],
      ['t_a_0ab12cd3_uniq', 't_a_ffe0ab12_uniq'],
      ['fk7r2jqk0tsxjk5qdabc', 'uk8r3jqk1tsxjk6qdabc'],
    ] as const) {
      it(`${left} and ${right} count as equal where the definition agrees`, () => {
        assert.deepEqual(reported(...renamed(left, right)), []);
        assert.equal(reported(...renamed(left, right), { constraintNames: true }).length, 2);
      });
    }

    it('a name that somebody chose always counts', () => {
      assert.equal(reported(...renamed('adult', 't_a_check')).length, 2);
      assert.equal(reported(...renamed('adult', 'grown_up')).length, 2);
    });

    it('of two that changed places, only what is on one side alone counts', () => {
      const tableOf = (...parts: NonNullable<ObjectSketch['parts']>): ObjectSketch[] => [
        { kind: 'table', name: 't', parts },
      ];
      const left = tableOf(check('t_check', '(a > 1)'), check('t_check1', '(a > 2)'));
      assert.deepEqual(reported(left, tableOf(check('t_check', '(a > 2)'), check('t_check1', '(a > 1)'))), []);
      assert.deepEqual(reported(left, tableOf(check('t_check', '(a > 2)'))), ['constraint public.t.t_check']);
      assert.deepEqual(reported(left, tableOf(check('t_check', '(a > 1)'), check('t_check1', '(a > 3)'))), [
        'constraint public.t.t_check1',
      ]);
    });

    it('another definition always counts', () => {
      assert.equal(reported(...renamed('old_a_check', 't_a_check', '(a > 1)')).length, 2);
    });
  });

  it('schemas: the left one is compared as if it had the right name, in texts too', () => {
    const tables = (schema: string, other = schema): ObjectSketch[] => [
      { kind: 'schema', name: schema },
      {
        kind: 'table',
        schema,
        name: 't',
        parts: [
          column('id', { default: `nextval('${other}.t_id_seq'::regclass)` }),
          column('kind', { type: `${other}.kind` }),
        ],
      },
    ];
    const mapping = { schemas: { 'tenant a': 'public' } };
    assert.deepEqual(reported(tables('tenant a', '"tenant a"'), tables('public'), mapping), []);
    assert.equal(reported(tables('tenant a', '"tenant a"'), tables('public')).length, 4);
    assert.deepEqual(
      reported(tables('tenant a', 'other'), tables('public'), mapping),
      ['column public.t.id', 'column public.t.kind'].map((path) => path.replace('public', '"tenant a"')),
    );
  });

  describe('names of the other side', () => {
    /** The same from either side. */
    const bothWays = (
      left: readonly ObjectSketch[],
      right: readonly ObjectSketch[],
      options: Partial<CompareOptions>,
    ) => {
      const there = reported(left, right, options);
      const back = reported(right, left, options);
      assert.equal(there.length, back.length);
      return there;
    };
    // A server and a schema may be called as the role is, which is nothing to it.
    const owned = (role: string): ObjectSketch[] => [
      { kind: 'table', name: 't', attributes: { owner: role, privileges: `${role}=SELECT` } },
      { kind: 'table', name: 'n', parts: [{ kind: 'policy', name: 'p', attributes: { roles: `PUBLIC, ${role}` } }] },
      { kind: 'user mapping', name: `${role} SERVER app_prod` },
      { kind: 'default privileges', name: `FOR ROLE ${role} IN SCHEMA app_prod ON TABLES` },
    ];

    it('roles: of owners, grants, policies, user mappings and default privileges', () => {
      const options = { owners: true, privileges: true };
      assert.equal(bothWays(owned('app_prod'), owned('app'), options).length, 6);
      assert.deepEqual(bothWays(owned('app_prod'), owned('app'), { roles: { app_prod: 'app' } }), []);
      assert.deepEqual(bothWays(owned('app_prod'), owned('app'), { ...options, roles: { app_prod: 'app' } }), []);
      assert.deepEqual(bothWays(owned('"app prod"'), owned('app'), { ...options, roles: { 'app prod': 'app' } }), []);
      assert.deepEqual(bothWays(owned('app_prod'), owned('app'), { ...options, roles: { app: 'app_prod' } }), []);
    });

    const inSchema = (schema: string): ObjectSketch[] => [
      { kind: 'schema', name: schema },
      { kind: 'table', schema, name: 't', parts: [column('id', { type: `${schema}.kind` })] },
      { kind: 'function', schema, name: 'f', signature: `${schema}.kind, integer` },
      {
        kind: 'default privileges',
        name: `FOR ROLE a IN SCHEMA ${schema} ON TABLES`,
        attributes: { privileges: 'x=ALL' },
      },
      {
        kind: 'publication',
        name: 'changes',
        attributes: { publish: schema },
        parts: [
          { kind: 'published table', name: `${schema}.t`, attributes: {} },
          { kind: 'published schema', name: schema, attributes: {} },
        ],
      },
    ];

    it('schemas: in paths, signatures, default privileges and publications', () => {
      const options = { privileges: true, schemas: { tenant_a: 'main' } };
      assert.deepEqual(bothWays(inSchema('tenant_a'), inSchema('main'), options), ['publication changes']);
      assert.deepEqual(bothWays(inSchema('main'), inSchema('main'), options), []);
      assert.deepEqual(
        bothWays([...inSchema('tenant_a')], [...inSchema('main'), { kind: 'schema', name: 'tenant_b' }], options),
        ['schema tenant_b', 'publication changes'],
      );
    });

    it('parts whose names are no identifiers pair whatever is mapped', () => {
      assert.deepEqual(bothWays(inSchema('main'), inSchema('main'), { roles: { a: 'b' } }), []);
    });
  });

  describe('ignore', () => {
    const sides = [
      [
        { kind: 'table', name: 'tmp_1' },
        { kind: 'table', name: 'kept' },
        { kind: 'table', name: 'odd*[name]' },
      ],
      [],
    ] as const;

    it('sets aside what a glob over kind:path matches, and counts it', () => {
      const options = { ...defaultCompareOptions, ignore: ['table:public.tmp_*'] };
      const { differences, ignored } = compareCatalogs(catalogFrom(sides[0]), catalogFrom(sides[1]), options);
      assert.deepEqual(
        ignored.map(({ path }) => path),
        ['public.tmp_1'],
      );
      assert.deepEqual(
        differences.map(({ path }) => path),
        ['public."odd*[name]"', 'public.kept'],
      );
    });

    it('can name one object, whatever its name', () => {
      const ignore = [patternOf({ kind: 'table', path: 'public."odd*[name]"' })];
      assert.deepEqual(reported(...sides, { ignore }), ['table public.kept', 'table public.tmp_1']);
    });
  });

  it('partitions: sets aside those that are made at run time, not tables of a like name', () => {
    const partition: ObjectSketch = {
      kind: 'table',
      name: 'events_2026',
      attributes: { 'partition of': 'public.events' },
    };
    const options = { partitions: ['public.events_*'] };
    assert.deepEqual(reported([partition], [], options), []);
    assert.deepEqual(reported([{ kind: 'table', name: 'events_2026' }], [], options), ['table public.events_2026']);
  });
});
