import assert from 'node:assert/strict';
import { appliedUpToHeads } from '../../../../src/migrations/appliedRevisions.ts';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { readProjects } from '../../../../src/migrations/readProjects.ts';
import { standingOf } from '../../../../src/migrations/standing.ts';

/** A project of revisions written as `id: parents` with a date. */
function projectOf(
  ...revisions: readonly (readonly [id: string, parents: string, date?: string | undefined, dependsOn?: string])[]
): MigrationProject {
  const list = (text: string): readonly string[] => text.split(' ').filter((each) => each !== '');
  return {
    framework: 'alembic',
    folder: 'versions',
    versionTables: [],
    problems: [],
    revisions: revisions.map(([id, parents, date, dependsOn = '']) => ({
      id,
      parents: list(parents),
      dependsOn: list(dependsOn),
      title: id,
      date,
      file: `versions/${id}.py`,
      line: 1,
      operations: [],
    })),
  };
}

describe('the revisions that a database has', () => {
  const project = projectOf(['a', ''], ['b', 'a'], ['x', ''], ['c', 'b'], ['d', 'b', undefined, 'x'], ['e', 'c d']);
  const appliedOf = (...heads: readonly string[]) => [...appliedUpToHeads(project, heads).applied].sort().join(' ');

  it('are its heads with all that they build or depend on', () => {
    assert.equal(appliedOf(), '');
    assert.equal(appliedOf('c'), 'a b c');
    assert.equal(appliedOf('d'), 'a b d x');
    assert.equal(appliedOf('c', 'x'), 'a b c x');
    assert.equal(appliedOf('e'), 'a b c d e x');
  });

  it('are unknown beyond a head that no file declares', () => {
    const applied = appliedUpToHeads(project, ['b', 'gone']);
    assert.deepEqual(
      [applied.heads, applied.unknownHeads, [...applied.applied].sort()],
      [['b', 'gone'], ['gone'], ['a', 'b']],
    );
    assert.equal(standingOf(project, applied), undefined);
  });

  it('end in a cycle too', () => {
    assert.deepEqual([...appliedUpToHeads(projectOf(['a', 'b'], ['b', 'a']), ['a']).applied].sort(), ['a', 'b']);
  });
});

describe('how far a database is behind', () => {
  const project = projectOf(
    ['a', '', '2026-01-01'],
    ['b', 'a', '2026-03-01'],
    ['c', 'b', '2026-02-01'],
    ['d', 'c'],
    ['e', 'd', '2026-04-02'],
  );
  const standing = (...heads: readonly string[]) => standingOf(project, appliedUpToHeads(project, heads));

  it('counts revisions and days', () => {
    assert.deepEqual(standing('e'), { pending: [], daysBehind: 0 });
    assert.deepEqual(standing('b'), { pending: ['c', 'd', 'e'], daysBehind: 32 });
    assert.deepEqual(standing('d'), { pending: ['e'], daysBehind: undefined }, 'no date');
    assert.deepEqual(standing(), { pending: ['a', 'b', 'c', 'd', 'e'], daysBehind: undefined }, 'nothing applied');
  });

  it('is 4 revisions and 16 days for production in the sample', async () => {
    const [sample] = await readProjects({ workspaceFolder: 'media/sample' });
    assert.ok(sample);
    assert.deepEqual(sample.problems, []);
    assert.deepEqual(standingOf(sample, appliedUpToHeads(sample, ['20260115_0200'])), {
      pending: ['20260115_0300', '20260127_0100', '7702d353e5b8', '20260131_0000'],
      daysBehind: 16,
    });
  });
});
