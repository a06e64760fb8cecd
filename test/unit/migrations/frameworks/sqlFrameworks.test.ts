import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flywayChecksum } from '../../../../src/migrations/frameworks/flyway/checksum.ts';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { readProjects } from '../../../../src/migrations/readProjects.ts';
import { readFixture, readOnlyProject, revisionText } from '../../../support/frameworkFixtures.ts';
import { root } from '../../../support/projectFolders.ts';
import { operationText } from '../sql/operationText.ts';

const placeOf = ({ framework, folder }: MigrationProject) => `${framework} ${folder}`;
const operationsOf = (project: MigrationProject, id: string) =>
  project.revisions.find((revision) => revision.id === id)?.operations.map(operationText);

describe('the migrations of a framework of SQL files', () => {
  it('are a chain, each on the one before', async () => {
    for (const name of ['prisma', 'goose', 'flyway', 'atlas']) {
      const { revisions } = await readOnlyProject(name);
      assert.deepEqual(
        revisions.map(({ parents }) => parents),
        revisions.map((_, index) => revisions.slice(index - 1, index).map(({ id }) => id)).with(0, []),
        name,
      );
    }
  });

  it('Prisma: a folder for each, told by the lock file', async () => {
    const project = await readOnlyProject('prisma');
    assert.equal(placeOf(project), 'prisma prisma/migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '20240115093012_init | 2024-01-15 | init',
      '20240220110500_add_post | 2024-02-20 | add post',
      '20240301080000_drop_role | 2024-03-01 | drop role',
    ]);
    assert.deepEqual(operationsOf(project, '20240301080000_drop_role'), [
      '8: drop column -.User.role',
      '11: drop enum -.Role',
    ]);
    const file = await readFile(path.join(root, 'test/fixtures/frameworks/prisma', project.revisions[0]?.file ?? ''));
    assert.equal(project.revisions[0]?.checksum, createHash('sha256').update(file).digest('hex'));
    assert.deepEqual(project.problems, []);
  });

  it('Supabase: numbered files in supabase/migrations', async () => {
    const project = await readOnlyProject('supabase');
    assert.equal(placeOf(project), 'supabase supabase/migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '20240105120000_profiles | 2024-01-05 | profiles',
      '20240210120000_avatar | 2024-02-10 | avatar',
      '20240301120000_bio | 2024-03-01 | bio',
    ]);
  });

  it('golang-migrate: pairs of up and down', async () => {
    const project = await readOnlyProject('golang-migrate');
    assert.equal(placeOf(project), 'golang-migrate db/migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '000001_create_users | - | create users | down: real',
      '000002_add_name | - | add name | down: empty',
      '000010_index_name | - | index name | down: missing | no transaction',
    ]);
    assert.deepEqual(
      project.revisions.map(({ version }) => version),
      ['1', '2', '10'],
    );
  });

  it('goose: sections of one file, and Go files, which are listed', async () => {
    const project = await readOnlyProject('goose');
    assert.equal(placeOf(project), 'goose migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '00001_create_posts | - | create posts | down: real',
      '00002_touch | - | touch | down: real',
      '00003_fill | - | fill',
      '20240301101500_index_title | 2024-03-01 | index title | down: real | no transaction',
    ]);
    assert.deepEqual(operationsOf(project, '00002_touch'), [
      '3: create function -.touch()',
      '10: create trigger -.posts.posts_touch',
    ]);
    assert.deepEqual(project.problems, [{ reason: 'notStatic', file: 'migrations/00003_fill.go', detail: 'not SQL' }]);
  });

  it('dbmate: sections of one file', async () => {
    const project = await readOnlyProject('dbmate');
    assert.equal(placeOf(project), 'dbmate db/migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '20240101000000_create_users | 2024-01-01 | create users | down: real',
      '20240202000000_add_status | 2024-02-02 | add status | down: empty | no transaction',
      '20240303000000_add_email | 2024-03-03 | add email | down: raises',
    ]);
  });

  it('SQLx: simple and reversible files below a crate that uses it', async () => {
    const project = await readOnlyProject('sqlx');
    assert.equal(placeOf(project), 'sqlx migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '20240101090000_todos | 2024-01-01 | todos | down: missing',
      '20240202090000_done | 2024-02-02 | done | down: real',
      '20240303090000_index_done | 2024-03-03 | index done | down: empty | no transaction',
    ]);
    // sha384sum 20240202090000_done.up.sql
    assert.match(project.revisions[1]?.checksum ?? '', /^\\x[0-9a-f]{96}$/);
  });

  it('Drizzle: the journal says which and when, or a folder for each does', async () => {
    const [old, next, ...others] = await readFixture('drizzle');
    assert.ok(old && next);
    assert.deepEqual([old, next, ...others].map(placeOf), ['drizzle drizzle', 'drizzle next']);
    assert.deepEqual(old.revisions.map(revisionText), [
      '0000_sticky_hulk | 2024-01-15 | sticky hulk',
      '0001_brave_storm | 2024-02-20 | brave storm',
      '0002_calm_wolf | 2024-03-01 | calm wolf',
    ]);
    assert.deepEqual(next.revisions.map(revisionText), [
      '20240115095225_sticky_hulk | 2024-01-15 | sticky hulk',
      '20240220101010_calm_wolf | 2024-02-20 | calm wolf',
    ]);
    assert.equal(next.revisions[0]?.version, String(Date.UTC(2024, 0, 15, 9, 52, 25)));
    assert.equal(operationsOf(old, '0000_sticky_hulk')?.at(-1)?.startsWith('12: create constraint'), true);
  });

  it('Atlas: the files that atlas.sum sums, without a checkpoint behind what it sums up', async () => {
    const project = await readOnlyProject('atlas');
    assert.equal(placeOf(project), 'atlas migrations');
    assert.deepEqual(project.revisions.map(revisionText), [
      '20240105120000_init | 2024-01-05 | init',
      '20240210120000_name | 2024-02-10 | name',
      '20240301120000_index | 2024-03-01 | index | no transaction',
    ]);
    const sums = await readFile(path.join(root, 'test/fixtures/frameworks/atlas/migrations/atlas.sum'), 'utf8');
    assert.deepEqual(
      project.revisions.map(({ id, checksum = '' }) => sums.includes(`${id}.sql h1:${checksum}\n`)),
      [true, true, true],
    );
  });

  it('Hasura: a folder for each database and migration; YAML is listed', async () => {
    const project = await readOnlyProject('hasura');
    assert.equal(placeOf(project), 'hasura migrations/default');
    assert.deepEqual(project.revisions.map(revisionText), [
      '1704445200000_create_table_public_authors | 2024-01-05 | create table public authors | down: real',
      '1707123600000_alter_table_public_authors_add_column_rating | 2024-02-05 | alter table public authors add column rating | down: empty',
      '1709283600000_run_sql | 2024-03-01 | run sql | down: missing',
    ]);
    assert.deepEqual(
      project.problems.map(({ reason, file }) => [reason, file]),
      [['notStatic', 'migrations/default/1709283600000_run_sql/up.yaml']],
    );
  });

  it('Flyway: versions with dots and underscores, then the repeatable ones', async () => {
    const project = await readOnlyProject('flyway');
    assert.equal(placeOf(project), 'flyway src/main/resources/db/migration');
    assert.deepEqual(project.revisions.map(revisionText), [
      'V1__Create_person_table | - | Create person table | down: missing',
      'V1_1__Add_email | - | Add email | down: real',
      'V1.10__Own | - | Own | down: missing',
      'V2__Index_name | - | Index name | down: missing | no transaction',
      'R__Emails_view | - | Emails view',
      'R__People_view | - | People view',
    ]);
    assert.deepEqual(
      project.problems.map(({ reason, file, line }) => [reason, path.posix.basename(file), line]),
      [['notStatic', 'V1.10__Own.sql', 2]],
      'a table that a placeholder names, which no setting resolves',
    );
    assert.deepEqual(
      project.versionTables.map(({ name }) => name),
      ['schema_history'],
    );
  });

  it('sums lines as Flyway does, whatever ends them', () => {
    // CRC-32 of `abc`, as zlib gives it: 0x352441c2.
    assert.equal(flywayChecksum('abc'), String(0x352441c2));
    assert.equal(flywayChecksum('\uFEFFa\r\nb\nc\r'), String(0x352441c2));
    assert.equal(flywayChecksum('123456789'), String(0xcbf43926 | 0), 'as a signed number');
  });
});

describe('what looks like the migrations of a framework', () => {
  let workspace: string;

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(tmpdir(), 'look alike '));
  });

  afterEach(async () => {
    await rm(workspace, { recursive: true, force: true });
  });

  const found = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
      await writeFile(path.join(workspace, name), text);
    }
    const projects = await readProjects({ workspaceFolder: workspace });
    return projects.map((project) => `${placeOf(project)}: ${project.revisions.map(({ id }) => id).join(' ')}`);
  };

  it('is told by what the workspace says besides', async () => {
    assert.deepEqual(
      await found({
        'crate/Cargo.toml': '[dependencies]\nrefinery = "0.8"\n',
        'crate/migrations/V1__a.sql': '',
        'other/Cargo.toml': '[dependencies]\ntokio = "1"\n',
        'other/migrations/1_a.sql': '',
        'mysql/prisma/migrations/migration_lock.toml': 'provider = "mysql"\n',
        'sqlite/drizzle/meta/_journal.json': '{"dialect":"sqlite","entries":[{"tag":"0000_a","when":1}]}',
        'service/db/migration/h2/V1__a.sql': '',
        'service/db/migration/postgresql/V1__a.sql': '',
        'summed/atlas.sum': 'h1:x\n',
        'summed/1_a.sql': '-- +goose Up\nSELECT 1;\n',
        'diesel/migrations/2024-01-01-000000_a/up.sql': '',
        'diesel/migrations/2024-01-01-000000_a/down.sql': '',
      }),
      [
        'sql crate/migrations: V1__a',
        'sql diesel/migrations: 2024-01-01-000000_a',
        'sql other/migrations: 1_a',
        'flyway service/db/migration: V1__a',
        'goose summed: 1_a',
      ],
    );
  });

  it('may be a changelog under any of its usual names, and whatever the user says it is', async () => {
    const changelog = (id: string) => `<databaseChangeLog><changeSet id="${id}" author="a"/></databaseChangeLog>`;
    const files = {
      'a/dbChangeLog.xml': changelog('1'),
      'b/config/liquibase/master.xml':
        '<databaseChangeLog><include file="config/liquibase/changelog/1_x.xml"/></databaseChangeLog>',
      'b/config/liquibase/changelog/1_x.xml': changelog('2'),
      'b/config/liquibase/changelog/2_unused.xml': changelog('3'),
      'c/main.xml': changelog('4'),
      'd/changelog.json': '{"versions": []}',
    };
    assert.deepEqual(await found(files), [
      'liquibase a: 1::a::a/dbChangeLog.xml',
      'liquibase b/config/liquibase: 2::a::b/config/liquibase/changelog/1_x.xml',
    ]);
    const [named] = await readProjects({
      workspaceFolder: workspace,
      overrides: [{ folder: 'c', framework: 'liquibase' }],
    });
    assert.deepEqual(
      named?.revisions.map(({ id }) => id),
      ['4::a::c/main.xml'],
    );
  });

  it('is one of two where their numbers are equal, and the other is said', async () => {
    assert.deepEqual(await found({ 'm/migrations/1_a.up.sql': 'SELECT 1', 'm/migrations/01_b.up.sql': 'SELECT 1' }), [
      'golang-migrate m/migrations: 01_b',
    ]);
    const [project] = await readProjects({ workspaceFolder: workspace });
    assert.deepEqual(project?.problems, [
      { reason: 'revisionDuplicate', file: 'm/migrations/1_a.up.sql', line: 1, detail: '1' },
    ]);
  });

  it('may have placeholders, which are such only where the framework says so', async () => {
    await found({
      'a/1_a.sql': "-- +goose Up\nCREATE TABLE a (x text DEFAULT '${kept}');\n",
      'b/1_b.sql': '-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE ${name} (x text);\nCREATE TABLE c ();\n',
    });
    const [a, b] = await readProjects({ workspaceFolder: workspace });
    assert.ok(a && b);
    assert.match(operationsOf(a, '1_a')?.join() ?? '', /\$\{kept\}/);
    assert.deepEqual(operationsOf(b, '1_b'), ['4: create table -.c']);
    assert.deepEqual(
      b.problems.map(({ reason, line }) => [reason, line]),
      [['notStatic', 3]],
    );
  });
});
