import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Revision } from '../../../../src/migrations/migrationProject.ts';
import { readProjects } from '../../../../src/migrations/readProjects.ts';
import { describeOperation } from './describeOperation.ts';
import { readFixture, readFixtureText } from './readForTest.ts';

// The names in both projects were compared with what Alembic 1.20 and SQLAlchemy 2.1 make of them on PostgreSQL 18.
describe('Alembic projects', () => {
  it('reads each operation of the shop at its line', async () => {
    const project = await readFixture('shop');
    assert.deepEqual(project.problems, []);
    const described = project.revisions.map(({ file, operations }) =>
      [`# ${file.replace('versions/', '')}`, ...operations.map(describeOperation)].join('\n'),
    );
    const expected = (await readFixtureText('shop/operations.txt')).trim().split('\n\n');
    assert.equal(described.length, 21);
    for (const [index, text] of described.entries()) {
      assert.equal(text, expected[index]);
    }
  });

  it('puts dependencies before those that need them, whatever their dates', async () => {
    const { revisions } = await readFixture('shop');
    const places = revisions.map((revision) => revision.id);
    assert.deepEqual(places.slice(12, 16), ['6d5ce8f912a3', '7e6df90a23b4', '8f7e0a1b34c5', '908f1b2c45d6']);
    const vouchers = revisions.find((revision) => revision.id === '8f7e0a1b34c5');
    assert.deepEqual(vouchers?.dependsOn, ['7e6df90a23b4']);
    assert.deepEqual(revisions[15]?.parents, ['7e6df90a23b4', '8f7e0a1b34c5']);
  });

  it('takes title, date and line of a revision from its file', async () => {
    const { revisions } = await readFixture('shop');
    const facts = revisions.map(({ title, date, line }) => `${title} ${date ?? ''} ${String(line)}`);
    assert.equal(facts[0], 'Initial schema 2023-01-09 15');
    assert.equal(facts[1], 'shipments and returns share a status 2023-01-16 14');
    assert.equal(facts[11], 'Indexes without locking 2023-06-21 10');
    assert.equal(facts[19], 'Sales per month, by columns that a comprehension makes 2023-09-25 11');
    assert.equal(facts[20], 'empty message 2023-10-10 11');
  });

  it('reads the version table that env.py configures', async () => {
    assert.deepEqual((await readFixture('shop')).versionTables, [
      { schema: 'public', name: 'schema_revision', columns: ['version_num'] },
    ]);
    assert.deepEqual((await readFixture('conventions')).versionTables, [
      { schema: undefined, name: 'alembic_version', columns: ['version_num'] },
    ]);
  });

  it('names what has no name by the convention of env.py', async () => {
    const project = await readFixture('conventions');
    assert.deepEqual(project.problems, []);
    const [revision] = project.revisions;
    assert.equal(revision?.title, 'teams');
    assert.equal(revision.date, '2024-01-02');
    const parts = revision.operations.filter(({ target }) => target.kind === 'constraint' || target.kind === 'index');
    assert.deepEqual(parts.map(describeOperation), [
      '12 create primary key teams.pk__teams (id)',
      '13 create unique teams.uq__teams__name (name)',
      '14 create index teams.ix__teams_size (size)',
      '15 create check teams.ck__teams__size_positive (size)',
      '16 create check teams.ck_small (size)',
      '17 create unique teams.uq__teams__name_size (name, size)',
      '18 create unique teams.uq_named (size)',
      '22 create foreign key members.fk__members__team_id__teams (team_id) -> teams (id)',
      '25 create index members.ix__members_team_id_members_name (team_id, name)',
      '27 create primary key members.pk__members (team_id)',
      '28 create foreign key members.fk__members__mentor_id__teams (mentor_id) -> teams (id)',
      '29 create check members.ck__members__mentored (mentor_id, team_id)',
      '30 create check members.ck__members__old (mentor_id)',
      '31 create index members.ix__members_mentor_id_members_name (mentor_id, name)',
      '32 create unique members.uq__members__badge (badge)',
      '32 create foreign key members.fk__members__badge__teams (badge) -> teams (id)',
      '33 create index members.ix__members_an_extremely_long_column_name_for_an_index__8fd2 (an_extremely_long_column_name_for_an_index_of_the_members)',
      '34 drop check members.ck__members__old',
      '36 create unique teams.uq__teams__id_size (id, size)',
      '37 drop check teams.ck__teams__size_positive',
    ]);
  });

  it('reads the harbour with its hard forms: what each does, undoes and writes', async () => {
    const folder = fileURLToPath(new URL('../../../fixtures/alembic/', import.meta.url));
    const overrides = [{ folder: 'harbour', framework: 'alembic' as const }];
    const [project] = await readProjects({ workspaceFolder: folder, overrides });
    assert.deepEqual(
      project?.problems.map(({ reason, file, line, detail }) => `${reason} ${file}:${String(line)} ${detail}`),
      [
        'notStatic harbour/versions/0007_templates.py:40 execute: SQL',
        'notStatic harbour/versions/0008_guarded.py:32 drop_constraint visits: constraint name',
      ],
    );
    assert.deepEqual(
      project.versionTables.map(({ schema, name }) => `${schema ?? '-'}.${name}`),
      ['meta.harbour_version'],
    );
    const expected = (await readFixtureText('harbour/operations.txt')).trim().split('\n\n');
    assert.equal(project.revisions.length, 16);
    for (const [index, revision] of project.revisions.entries()) {
      assert.equal(revisionText(revision), expected[index]);
    }
  });
});

/** The revision's file with how it is undone, where it runs and what it writes; below, its operations. */
function revisionText({ file, downgrade, transactional, dataChanges = [], operations }: Revision): string {
  const facts = [
    `# ${file.slice(file.lastIndexOf('/') + 1)} ${downgrade ?? ''}`,
    ...(transactional === false ? ['without transaction'] : []),
    ...dataChanges.map(({ verb, table, line }) => `${String(line)} ${verb} ${table}`),
  ];
  const lines = operations.map((operation) => {
    const modifiers = operation.modifiers === undefined ? '' : ` [${operation.modifiers.join(', ')}]`;
    return `${describeOperation(operation)}${modifiers}${operation.conditional === true ? ' if' : ''}`;
  });
  return [facts.join(', '), ...lines].join('\n');
}
