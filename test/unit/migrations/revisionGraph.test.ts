import assert from 'node:assert/strict';
import { appliedEach, appliedUpToHeads } from '../../../src/migrations/appliedRevisions.ts';
import type { MigrationProject, Revision } from '../../../src/migrations/migrationProject.ts';
import { graphOf, severalHeads } from '../../../src/migrations/revisionGraph.ts';
import { markOf } from '../../../src/migrations/revisionMark.ts';
import { attentionOf, standingWords } from '../../../src/reports/standingWords.ts';

/** Revisions out of "id: parents" lines, in the order of the lines. */
function revisions(...lines: readonly string[]): Revision[] {
  return lines.map((line, index) => {
    const [id = '', parents = ''] = line.split(':').map((part) => part.trim());
    return {
      id,
      parents: parents.split(' ').filter((name) => name !== ''),
      dependsOn: [],
      title: id,
      date: `2026-01-${String(index + 1).padStart(2, '0')}`,
      file: `${id}.py`,
      line: 3,
      operations: [],
    };
  });
}

function shape(all: readonly Revision[]): unknown {
  const { branches, common, unmerged } = graphOf(all);
  return {
    branches: branches.map(({ head, revisions: own }) => `${head.id}: ${own.map(({ id }) => id).join(' ')}`),
    common: common.map(({ id }) => id).join(' '),
    unmerged: unmerged.map((heads) => heads.map(({ id }) => id).join(' ')),
  };
}

describe('the graph of revisions', () => {
  it('is one branch where each follows the one before', () => {
    assert.deepEqual(shape(revisions('a', 'b: a', 'c: b')), { branches: ['c: a b c'], common: '', unmerged: [] });
    assert.deepEqual(shape([]), { branches: [], common: '', unmerged: [] });
  });

  it('is one branch again after a merge', () => {
    const merged = revisions('a', 'b: a', 'c: a', 'm: b c', 'd: m');
    assert.deepEqual(shape(merged), { branches: ['d: a b c m d'], common: '', unmerged: [] });
  });

  it('tells what is of one head alone from what leads to several', () => {
    const forked = revisions('a', 'b: a', 'c: b', 'd: b', 'e: d');
    assert.deepEqual(shape(forked), { branches: ['c: c', 'e: d e'], common: 'a b', unmerged: ['c e'] });
    assert.deepEqual(severalHeads(forked), [{ reason: 'headsSeveral', file: 'e.py', line: 3, detail: 'c, e' }]);
  });

  it('finds heads unmerged that are related over a merge only', () => {
    const zigzag = revisions('a', 'b', 'left: a', 'merge: a b', 'right: b');
    assert.deepEqual(shape(zigzag), {
      branches: ['left: left', 'merge: merge', 'right: right'],
      common: 'a b',
      unmerged: ['left merge right'],
    });
  });

  it('lets chains that have nothing in common end in a head each', () => {
    const apart = revisions('a', 'x', 'b: a', 'y: x');
    assert.deepEqual(shape(apart), { branches: ['b: a b', 'y: x y'], common: '', unmerged: [] });
    assert.deepEqual(severalHeads(apart), []);
  });

  it('puts a cycle, and a parent that no file has, nowhere wrong', () => {
    assert.deepEqual(shape(revisions('a', 'b: a gone', 'x: y', 'y: x')), {
      branches: ['b: a b'],
      common: 'x y',
      unmerged: [],
    });
  });

  it('is made of ten thousand revisions in a moment', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => (index === 0 ? 'r0' : `r${index}: r${index - 1}`));
    const all = revisions(...lines);
    const startedAt = performance.now();
    assert.equal(graphOf(all).branches[0]?.revisions.length, 10_000);
    assert.ok(performance.now() - startedAt < 1000);
  });
});

describe('the mark of a revision', () => {
  const project: MigrationProject = {
    framework: 'alembic',
    folder: 'versions',
    versionTables: [],
    revisions: revisions('a', 'b: a', 'c: b'),
    problems: [],
  };
  const place = (applied: ReturnType<typeof appliedUpToHeads>, folder = 'versions') => ({
    applied: new Map([[folder, applied]]),
    revision: null,
    standing: undefined,
  });
  const marks = (at: Parameters<typeof markOf>[0]) => project.revisions.map(({ id }) => markOf(at, project, id));

  it('says what is applied and what is pending', () => {
    assert.deepEqual(marks(place(appliedUpToHeads(project, ['b']))), ['applied', 'applied', 'pending']);
  });

  it('claims nothing of what a revision that no file has may have brought', () => {
    assert.deepEqual(marks(place(appliedUpToHeads(project, ['a', 'stranger']))), ['applied', 'unknown', 'unknown']);
  });

  it('tells a database that was not asked from one without a version table, and leaves out those of other projects', () => {
    assert.deepEqual(marks(undefined), ['not read', 'not read', 'not read']);
    const nothing = { applied: new Map(), revision: null, standing: undefined };
    assert.deepEqual(marks(nothing), ['unknown', 'unknown', 'unknown']);
    assert.deepEqual(marks(place(appliedUpToHeads(project, ['b']), 'other')), [undefined, undefined, undefined]);
  });

  it('is put into words together with what needs attention', () => {
    const words = (pending: readonly string[], daysBehind: number | undefined, problems = 0) =>
      standingWords({
        standing: { pending, daysBehind },
        applied: new Map([
          [
            'versions',
            appliedEach(
              project,
              ['a', 'b', 'c'],
              Array.from({ length: problems }, () => ({ reason: 'failed', revision: 'a' })),
            ),
          ],
        ]),
      });
    assert.deepEqual(words([], 0), ['up to date']);
    assert.deepEqual(words(['a', 'b', 'c', 'd'], 16), ['4 behind, 16 days']);
    assert.deepEqual(words(['a'], 1), ['1 behind, 1 day']);
    assert.deepEqual(words(['a'], undefined, 1), ['1 behind', '1 state needs attention']);
    assert.deepEqual(words([], 0, 2), ['up to date', '2 states need attention']);
    const stranger = place(appliedUpToHeads(project, ['stranger']));
    assert.deepEqual(standingWords(stranger), ['1 state needs attention']);
    assert.deepEqual(
      attentionOf(stranger).map(({ reason }) => reason),
      ['revisionUnknown'],
    );
  });
});
