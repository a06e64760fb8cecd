import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDeparsedForm } from '../../../src/comparison/deparsedForms.ts';
import { parseTokens, printTokens } from '../../../src/comparison/sqlTokens.ts';

const server = (major: number) => ({ version: '', versionNumber: major * 10_000 + 3, database: '', user: '' });

/** Texts of an older and a newer version, those that are the same, and those that are not. */
interface Example {
  readonly rule: string;
  readonly between: readonly [older: number, newer: number];
  readonly attribute: string;
  readonly same: readonly (readonly [older: string, newer: string])[];
  readonly different: readonly (readonly [older: string, newer: string])[];
}

const examples: readonly Example[] = [
  {
    rule: 'items of an array that are cast one by one after a restore',
    between: [18, 18],
    attribute: 'expression',
    same: [
      ["(x = ANY ((ARRAY['a'::v, 'b'::v])::text[]))", "(x = ANY (ARRAY[('a'::v)::text, ('b'::v)::text]))"],
      ["((ARRAY['a,]'::v])::character varying[])", "(ARRAY[('a,]'::v)::character varying])"],
    ],
    different: [
      ["((ARRAY['a'::v, 'b'::v])::text[])", "(ARRAY[('a'::v)::text, ('c'::v)::text])"],
      ["((ARRAY['a'::v])::text[])", "(ARRAY[('a'::v)::name])"],
      ["((ARRAY['a'::v])::text[])", "(ARRAY['a'::v])"],
      ["((ARRAY['a'::v, 'b'::v])::text[])", "(ARRAY[('b'::v)::text, ('a'::v)::text])"],
    ],
  },
  {
    rule: 'spellings of a boolean option',
    between: [18, 18],
    attribute: 'options',
    same: [
      ['check_option=local, security_barrier=true', 'check_option=local, security_barrier=on'],
      ['security_barrier=1, security_invoker=no', 'security_barrier=YES, security_invoker=of'],
    ],
    different: [
      ['security_barrier=true', 'security_barrier=off'],
      ['security_barrier=true', 'security_invoker=on'],
      ['check_option=local, security_barrier=on', 'security_barrier=on'],
      ["host 'on'", "host 'true'"],
    ],
  },
  {
    rule: 'spellings of a boolean storage parameter',
    between: [14, 14],
    attribute: 'storage parameters',
    same: [
      ['autovacuum_enabled=off, toast.autovacuum_enabled=0', 'autovacuum_enabled=false, toast.autovacuum_enabled=f'],
    ],
    different: [
      ['parallel_workers=1', 'parallel_workers=true'],
      ['vacuum_index_cleanup=auto', 'vacuum_index_cleanup=on'],
    ],
  },
  {
    rule: 'SIMILAR TO by another function in 13',
    between: [12, 14],
    attribute: 'expression',
    same: [
      ["(a ~ similar_escape('a|b'::text, NULL::text))", "(a ~ similar_to_escape('a|b'::text))"],
      ["(a ~ similar_escape('a'::text, '!'::text))", "(a ~ similar_to_escape('a'::text, '!'::text))"],
    ],
    different: [["(a ~ similar_escape('a'::text, '!'::text))", "(a ~ similar_to_escape('a'::text))"]],
  },
  {
    rule: "the SQL standard's syntax in 14",
    between: [12, 14],
    attribute: 'default',
    same: [
      ["timezone('utc'::text, now())", "(now() AT TIME ZONE 'utc'::text)"],
      ["btrim((name)::text, ' '::text)", "TRIM(BOTH ' '::text FROM name)"],
      ['rtrim(name)', 'TRIM(TRAILING FROM name)'],
      ["date_part('year'::text, day)", 'EXTRACT(year FROM day)'],
      ["(date_part('year'::text, day) < (3000)::double precision)", '(EXTRACT(year FROM day) < (3000)::numeric)'],
      ['"substring"(a, 2, 1)', 'SUBSTRING(a FROM 2 FOR 1)'],
      ['"position"(a, \'x\'::text)', "POSITION(('x'::text) IN (a))"],
      ['"overlay"(a, b, 2, 1)', 'OVERLAY(a PLACING b FROM 2 FOR 1)'],
      ['"overlaps"(a, b, c, d)', '((a, b) OVERLAPS (c, d))'],
      ['pg_collation_for(a)', 'COLLATION FOR (a)'],
      ["timezone('utc'::text, (day)::timestamp with time zone)", "(day AT TIME ZONE 'utc'::text)"],
      ["timezone('01:00:00'::interval, (clock)::time with time zone)", "(clock AT TIME ZONE '01:00:00'::interval)"],
      [
        '"overlaps"((a)::timestamp with time zone, (b)::timestamp with time zone, (c)::timestamp with time zone, d)',
        '((a, b) OVERLAPS (c, d))',
      ],
      ['is_normalized((v)::text)', '(v IS NORMALIZED)'],
      ["(NOT is_normalized((a || b), 'nfkd'::text))", '(NOT ((a || b) IS NFKD NORMALIZED))'],
      ['"normalize"((v)::text, \'nfc\'::text)', 'NORMALIZE(v, NFC)'],
      ['"normalize"(a)', 'NORMALIZE(a)'],
      [
        "upper(timezone('utc'::text, btrim(date_part('day'::text, d))))",
        "upper((TRIM(BOTH FROM EXTRACT(day FROM d)) AT TIME ZONE 'utc'::text))",
      ],
    ],
    different: [
      ["timezone('utc'::text, now())", "(now() AT TIME ZONE 'cet'::text)"],
      ['ltrim(name)', 'TRIM(TRAILING FROM name)'],
      ["date_part('year'::text, day)", 'EXTRACT(month FROM day)'],
      ["(date_part('year'::text, day) < (3000)::double precision)", '(EXTRACT(year FROM day) < (3001)::numeric)'],
      ['(a < (3000)::double precision)', '(a < (3000)::numeric)'],
      ["timezone('utc'::text, (at)::timestamp with time zone)", "(day AT TIME ZONE 'utc'::text)"],
      ["timezone('utc'::text, (at)::timestamp without time zone)", "(at AT TIME ZONE 'utc'::text)"],
      ["is_normalized(a, 'nfc'::text)", '(a IS NFD NORMALIZED)'],
      ['is_normalized(a)', '(a IS NFC NORMALIZED)'],
      ['(NOT is_normalized(a))', '(a IS NORMALIZED)'],
      ['"substring"(a, 2, 1)', 'SUBSTRING(a FROM 1 FOR 2)'],
      ['"position"(\'x\'::text, a)', "POSITION(('x'::text) IN (a))"],
      ["'EXTRACT(year FROM day)'::text", "'date_part(''year''::text, day)'::text"],
      ['upper((name)::text)', 'upper(name)'],
      ['btrim((name)::app.tag)', 'TRIM(BOTH FROM name)'],
    ],
  },
  {
    rule: 'casts around a part of a time, which is numeric in 14',
    between: [12, 14],
    attribute: 'expression',
    same: [
      ["(date_part('y'::text, d) + (id)::double precision)", '(EXTRACT(y FROM d) + (id)::numeric)'],
      ["(date_part('y'::text, d) * f)", '((EXTRACT(y FROM d))::double precision * f)'],
      ["(date_part('y'::text, d) > (n)::double precision)", '(EXTRACT(y FROM d) > n)'],
      ["round((date_part('y'::text, d))::numeric, 2)", 'round(EXTRACT(y FROM d), 2)'],
      ["((date_part('y'::text, d))::numeric)", 'EXTRACT(y FROM d)'],
      [
        "(ORDER BY (date_part('y'::text, d))) > ('1'::bigint)::double precision",
        "(ORDER BY ((EXTRACT(y FROM d))::double precision)) > ('1'::bigint)::numeric",
      ],
      ["COALESCE(date_part('y'::text, d), (0.5)::double precision)", 'COALESCE(EXTRACT(y FROM d), 0.5)'],
    ],
    different: [
      ["(date_part('y'::text, d) + (id)::double precision)", '(EXTRACT(y FROM d) + (number)::numeric)'],
      ["(date_part('y'::text, d) + (id)::double precision)", '(EXTRACT(y FROM d) + (id)::numeric(10, 2))'],
      ["(floor(date_part('y'::text, d)))::integer", 'floor(EXTRACT(y FROM d))'],
      ['((id)::double precision / x)', '(id / x)'],
    ],
  },
  {
    rule: 'only those casts that stand beside a part of a time',
    between: [12, 14],
    attribute: 'query',
    same: [
      [
        "SELECT date_part('y'::text, d) AS a, (id)::numeric AS b FROM t",
        'SELECT EXTRACT(y FROM d) AS a, (id)::numeric AS b FROM t',
      ],
    ],
    different: [
      [
        "SELECT date_part('y'::text, d) AS a, (id)::numeric AS b FROM t",
        'SELECT EXTRACT(y FROM d) AS a, id AS b FROM t',
      ],
    ],
  },
  {
    rule: "types of a view's columns from EXTRACT in 14",
    between: [12, 14],
    attribute: 'columns',
    same: [['y double precision, m text', 'y numeric, m text']],
    different: [['y double precision, m text', 'y integer, m text']],
  },
  {
    rule: 'columns of the only relation in 16',
    between: [14, 18],
    attribute: 'query',
    same: [
      ['SELECT p.id,\n p.a[1] FROM x.posts p WHERE (p.id > 1);', 'SELECT id,\n a[1] FROM x.posts p WHERE (id > 1);'],
      ['SELECT "A b"."c""d" FROM "A b"', 'SELECT "c""d" FROM "A b"'],
      ['SELECT s.n FROM ( SELECT p.n FROM p) s;', 'SELECT n FROM ( SELECT p.n FROM p) s;'],
      ['SELECT t.a FROM x.f(1) t(a, b);', 'SELECT a FROM x.f(1) t(a, b);'],
      ['SELECT p.id FROM p TABLESAMPLE bernoulli (10);', 'SELECT id FROM p TABLESAMPLE bernoulli (10);'],
      [
        'SELECT p.id FROM p WHERE (EXISTS ( SELECT 1 FROM q WHERE (q.id = p.id)));',
        'SELECT id FROM p WHERE (EXISTS ( SELECT 1 FROM q WHERE (q.id = p.id)));',
      ],
      ['SELECT p.title AS id FROM p ORDER BY p.id;', 'SELECT title AS id FROM p ORDER BY p.id;'],
    ],
    different: [
      ['SELECT p.id FROM x.posts p;', 'SELECT title FROM x.posts p;'],
      ['SELECT a.id FROM (a JOIN b ON (true));', 'SELECT id FROM (a JOIN b ON (true));'],
      ['SELECT a.id FROM a, b;', 'SELECT b.id FROM a, b;'],
      ["SELECT 'p.id'::text AS a FROM p;", "SELECT 'id'::text AS a FROM p;"],
      ['SELECT p.f(p.id) FROM p;', 'SELECT f(id) FROM p;'],
      ["SELECT 'a'::p.mood FROM p;", "SELECT 'a'::mood FROM p;"],
      ['SELECT q.id FROM p;', 'SELECT id FROM p;'],
      [
        'SELECT p.id FROM p WHERE (EXISTS ( SELECT 1 FROM q WHERE (q.id = p.id)));',
        'SELECT id FROM p WHERE (EXISTS ( SELECT 1 FROM q WHERE (q.id = q.id)));',
      ],
      ['SELECT a.id FROM a UNION SELECT b.id FROM b;', 'SELECT a.id FROM a UNION SELECT b.x FROM b;'],
    ],
  },
  {
    rule: 'relations called old and new in 16',
    between: [14, 18],
    attribute: 'query',
    same: [
      [
        'SELECT old_1.a, b.a FROM (x.old old_1 JOIN x.b ON (true));',
        'SELECT old.a, b.a FROM (x.old JOIN x.b ON (true));',
      ],
    ],
    different: [
      [
        'SELECT old_1.a, b.a FROM (x.old old_1 JOIN x.b ON (true));',
        'SELECT new.a, b.a FROM (x.new JOIN x.b ON (true));',
      ],
    ],
  },
  {
    rule: 'NO INDENT in 16',
    between: [14, 18],
    attribute: 'default',
    same: [['XMLSERIALIZE(CONTENT a AS text)', 'XMLSERIALIZE(CONTENT a AS text NO INDENT)']],
    different: [['XMLSERIALIZE(CONTENT a AS text)', 'XMLSERIALIZE(CONTENT a AS text INDENT)']],
  },
];

describe('the form in which deparsed texts are compared', () => {
  for (const { rule, between, attribute, same, different } of examples) {
    const [older, newer] = [server(between[0]), server(between[1])];
    const forms = ([a, b]: readonly [string, string]): [string, string][] => {
      const there = createDeparsedForm(older, newer)(attribute, a, b) ?? { left: a, right: b };
      const back = createDeparsedForm(newer, older)(attribute, b, a) ?? { left: b, right: a };
      return [
        [there.left, there.right],
        [back.left, back.right],
      ];
    };

    it(`${rule}: hides what is none`, () => {
      for (const pair of same) for (const [left, right] of forms(pair)) assert.equal(left, right);
    });
    it(`${rule}: keeps what is a difference`, () => {
      for (const pair of different) for (const [left, right] of forms(pair)) assert.notEqual(left, right);
    });
  }

  it('applies a rule only where its release lies between the servers', () => {
    for (const { between, attribute, same } of examples.filter(({ between: [a, b] }) => a !== b)) {
      for (const [older, newer] of same) {
        for (const version of between) {
          const form = createDeparsedForm(server(version), server(version))(attribute, older, newer);
          assert.notEqual(form?.left ?? older, form?.right ?? newer);
        }
      }
    }
  });

  it('takes what nobody chose for the same where a release chose otherwise', () => {
    const same = (versions: readonly [number, number], older: string | null, newer: string | null): boolean => {
      const [a, b] = [server(versions[0]), server(versions[1])];
      const there = createDeparsedForm(a, b)('streaming', older, newer);
      const back = createDeparsedForm(b, a)('streaming', newer, older);
      assert.deepEqual(there, back);
      return there !== undefined && there.left === there.right;
    };
    assert.ok(same([17, 18], null, 'parallel'));
    assert.ok(same([12, 18], null, 'off'));
    assert.ok(!same([17, 18], null, 'on'));
    assert.ok(!same([17, 18], 'on', 'parallel'));
    assert.ok(!same([16, 17], null, 'parallel'));
    assert.ok(!same([18, 18], 'off', 'parallel'));
  });

  it('is for texts that PostgreSQL writes, not for those of people', () => {
    const form = createDeparsedForm(server(12), server(18));
    assert.equal(form('comment', 'SELECT p.id FROM p', 'SELECT id FROM p'), undefined);
    assert.equal(form('body', "timezone('utc'::text, now())", "(now() AT TIME ZONE 'utc'::text)"), undefined);
    assert.equal(form('query', 'SELECT 1;', null), undefined);
  });

  it('tells any two texts apart that differ in more than white space', () => {
    const piece = fc.constantFrom('(', ')', '[', ']', "'it''s (a'", '"q""("', 'id', '::', 'FROM', ',', '.', '42', '<=');
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(text, text, (a, b) => (printTokens(parseTokens(a)) === printTokens(parseTokens(b))) === (a === b)),
      { numRuns: 2000 },
    );
  });
});
