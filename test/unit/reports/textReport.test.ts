import assert from 'node:assert/strict';
import { toJsonReport } from '../../../src/reports/jsonReport.ts';
import { toPageReport } from '../../../src/reports/pageComparison.ts';
import { toTextReport } from '../../../src/reports/textReport.ts';
import { compareSides } from '../../../src/workflows/compareSchemas.ts';
import type { ComparedSide } from '../../../src/workflows/readSide.ts';
import { catalogFrom } from '../../support/catalogs.ts';

function side(major: number, query: string, options: string | null = null): ComparedSide {
  const catalog = catalogFrom([{ kind: 'view', name: 'v', attributes: { query, options } }]);
  return {
    environment: { type: 'postgres', name: `v${String(major)}` },
    catalog: {
      ...catalog,
      server: { ...catalog.server, version: `${String(major)}.1`, versionNumber: major * 10_000 + 1 },
    },
    versions: new Map(),
    revision: null,
    standing: undefined,
    readAt: new Date(0),
  };
}

describe('the text report', () => {
  const [older, newer] = ['SELECT p.id FROM p;', 'SELECT id FROM p;'];

  it('says how many objects are equal in a normal form only, and why', () => {
    const report = toTextReport(compareSides(side(18, newer), side(14, older), []), { color: false });
    assert.deepEqual(toJsonReport(compareSides(side(18, newer), side(14, older), [])).normalized, [
      { kind: 'view', path: 'public.v' },
    ]);
    assert.match(report, /^1 object is equal in a normal form only, since PostgreSQL 14 and 18 write it differently$/m);
    const restored = [`SELECT (ARRAY['a'::x])::text[];`, `SELECT ARRAY[('a'::x)::text];`] as const;
    const same = toTextReport(compareSides(side(18, restored[0]), side(18, restored[1]), []), { color: false });
    assert.match(
      same,
      /^1 object is equal in a normal form only, since PostgreSQL keeps and restores it in more than one spelling$/m,
    );
  });

  it('says nothing of it where no object is', () => {
    const report = toTextReport(compareSides(side(14, older), side(18, older), []), { color: false });
    assert.doesNotMatch(report, /normal form/);
  });

  it('notes on a changed object that its query was compared in a normal form', () => {
    const comparison = compareSides(side(14, older), side(18, newer, 'security_barrier=true'), []);
    const { differences, normalized } = comparison;
    assert.deepEqual(
      differences.map(({ attributes, note }) => [attributes.map(({ name }) => name), note]),
      [[['options'], 'inNormalForm']],
    );
    assert.deepEqual(normalized, []);
    assert.deepEqual(
      toPageReport(comparison).comparison.differences.map(({ isInNormalForm }) => isInNormalForm),
      [true],
    );
  });
});
