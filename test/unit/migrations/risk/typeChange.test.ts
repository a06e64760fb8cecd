import assert from 'node:assert/strict';
import { isVolatileDefault } from '../../../../src/migrations/risk/columnDefault.ts';
import { typeChange } from '../../../../src/migrations/risk/typeChange.ts';

describe('a change of a type', () => {
  const cases: readonly (readonly [string, string, ReturnType<typeof typeChange>])[] = [
    ['character varying(10)', 'character varying(20)', 'nothing'],
    ['character varying(20)', 'character varying(10)', 'rewrite'],
    ['character varying(20)', 'text', 'nothing'],
    ['text', 'character varying', 'nothing'],
    ['text', 'character varying(20)', 'rewrite'],
    ['character(5)', 'text', 'rewrite'],
    ['numeric(10,2)', 'numeric(12,2)', 'nothing'],
    ['numeric(10,2)', 'numeric(12,4)', 'rewrite'],
    ['numeric(10,2)', 'numeric', 'nothing'],
    ['numeric', 'numeric(10,2)', 'rewrite'],
    ['timestamp without time zone', 'timestamp with time zone', 'underUtc'],
    ['timestamp(3) without time zone', 'timestamp with time zone', 'underUtc'],
    ['timestamp with time zone', 'timestamp(0) with time zone', 'rewrite'],
    ['integer', 'bigint', 'rewrite'],
    ['public.mood', 'public.mood2', 'rewrite'],
    ['character varying(10)[]', 'character varying(20)[]', 'rewrite'],
    ['cidr', 'inet', 'nothing'],
    ['inet', 'cidr', 'rewrite'],
  ];
  for (const [before, after, change] of cases) {
    it(`from ${before} to ${after}: ${change}`, () => assert.equal(typeChange(before, after), change));
  }
});

describe('a default', () => {
  it('is stored once unless it may differ from row to row', () => {
    for (const text of [
      "'now()'",
      '0',
      'now()',
      'CURRENT_TIMESTAMP',
      "'{}'::jsonb",
      "numeric(10,2) '1'",
      "'it''s f()'",
    ])
      assert.equal(isVolatileDefault(text), false, text);
    for (const text of ['random()', 'gen_random_uuid()', 'public."My Fn"()', "nextval('s'::regclass)", 'now() + f(1)'])
      assert.equal(isVolatileDefault(text), true, text);
  });
});
