import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CompareError } from '../../../../src/compareError.ts';
import { findProjects } from '../../../../src/migrations/findProjects.ts';
import type { MigrationOverride } from '../../../../src/migrations/overrides.ts';
import { readOverrides } from '../../../../src/migrations/overrides.ts';
import { readProjects } from '../../../../src/migrations/readProjects.ts';

const revision = (id: string, parent: string | undefined): string =>
  `from alembic import op\nrevision = "${id}"\ndown_revision = ${parent === undefined ? 'None' : `"${parent}"`}\n\ndef upgrade():\n    op.execute("CREATE TABLE t_${id} ()")\n`;

describe('the migration folders of a workspace', () => {
  let workspace: string;

  const write = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
  };

  const found = async (overrides?: readonly MigrationOverride[]): Promise<readonly string[]> => {
    const projects = await findProjects({ workspaceFolder: workspace, overrides });
    return projects.map(
      ({ framework, folder, files, configuration = [] }) =>
        `${framework} ${folder}: ${files.map((file) => file.slice(folder.length + 1)).join(' ')}${configuration.map((file) => ` + ${file}`).join('')}`,
    );
  };

  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'find projects '));
  });

  afterEach(async () => {
    await rm(workspace, { recursive: true, force: true });
  });

  it('are none where there are no migrations', async () => {
    await write({
      'a.sql': '',
      'sql/1_x.sql': '',
      'migrations/schema.sql': '',
      'migrations/dump.sql': '',
      'databases/20240101.sql': '',
      'versions/a.py': 'x = 1',
    });
    assert.deepEqual(await found(), []);
  });

  it('are folders of ordered .sql files in or below one that is named after migrations', async () => {
    await write({
      'migrations/2_b.sql': '',
      'migrations/1_a.sql': '',
      'migrations/seed.sql': '',
      'supabase/migrations/20240101000000_a.sql': '',
      'db/migration/V1__a.sql': '',
      'service/db_migrations/postgres/001.sql': '',
      'service/db_migrations/mysql/001.sql': '',
      'prisma/migrations/20240101_a/migration.sql': '',
      'prisma/migrations/20240102_b/migration.sql': '',
      'drizzle/0000_x.sql': '',
    });
    assert.deepEqual(await found(), [
      'flyway db/migration: V1__a.sql',
      'sql drizzle: 0000_x.sql',
      'sql migrations: 1_a.sql 2_b.sql',
      'prisma prisma/migrations: 20240101_a/migration.sql 20240102_b/migration.sql',
      'sql service/db_migrations/postgres: 001.sql',
      'supabase supabase/migrations: 20240101000000_a.sql',
    ]);
  });

  it('are not in what others wrote or what is generated', async () => {
    for (const folder of [
      'node_modules/x',
      'dist',
      '.git',
      '.venv/lib',
      'venv/lib',
      'lib/site-packages/x',
      'vendor/x',
    ]) {
      await write({
        [`${folder}/migrations/1_a.sql`]: '',
        [`${folder}/alembic/env.py`]: '',
        [`${folder}/alembic/versions/a.py`]: revision('a', undefined),
      });
    }
    assert.deepEqual(await found(), []);
  });

  it("are Alembic's versions beside env.py, or with a revision", async () => {
    await write({
      'api/alembic/env.py': '',
      'api/alembic/versions/a.py': revision('a', undefined),
      'api/alembic/versions/2024/b.py': revision('b', 'a'),
      'flask/migrations/env.py': '',
      'flask/migrations/versions/c.py': revision('c', undefined),
      'flask/migrations/versions/1_helper.sql': '',
      'bare/versions/d.py': revision('d', undefined),
      'other/versions/e.py': 'x = 1',
    });
    assert.deepEqual(await found(), [
      'alembic api/alembic/versions: 2024/b.py a.py + api/alembic/env.py',
      'alembic bare/versions: d.py',
      'alembic flask/migrations/versions: c.py + flask/migrations/env.py',
    ]);
  });

  it("are where Alembic's configuration says", async () => {
    await write({
      'one/alembic.ini':
        '[alembic]\nscript_location = %(here)s/scripts\nversion_locations = %(here)s/scripts/first %(here)s/more\n[loggers]\nkeys = root\n',
      'one/scripts/env.py': '',
      'one/scripts/first/a.py': revision('a', undefined),
      'one/more/b.py': revision('b', 'a'),
      'two/pyproject.toml':
        '[project]\nname = "x"\n[tool.alembic]\nscript_location = "%(here)s/db"\nversion_locations = [\n  "%(here)s/db/steps"\n]\n[tool.other]\nscript_location = "no"\n',
      'two/db/env.py': '',
      'two/db/steps/c.py': revision('c', undefined),
    });
    const projects = await findProjects({ workspaceFolder: workspace });
    assert.deepEqual(projects, [
      {
        framework: 'alembic',
        folder: 'one/scripts/first',
        files: ['one/scripts/first/a.py', 'one/more/b.py'],
        configuration: ['one/scripts/env.py', 'one/alembic.ini'],
      },
      { framework: 'alembic', folder: 'two/db/steps', files: ['two/db/steps/c.py'], configuration: ['two/db/env.py'] },
    ]);
  });

  it('are those that the setting names, and no others', async () => {
    await write({
      'migrations/1_a.sql': '',
      'hidden/.steps/x.sql': '',
      'hidden/.steps/y.sql': '',
      'alembic/env.py': '',
      'alembic/versions/a.py': revision('a', undefined),
    });
    assert.deepEqual(
      await found([
        { folder: 'hidden/.steps' },
        { folder: 'alembic' },
        { folder: join(workspace, 'alembic/versions') },
        { folder: 'nowhere' },
      ]),
      [
        'sql hidden/.steps: x.sql y.sql',
        'alembic alembic/versions: a.py + alembic/env.py',
        'alembic alembic/versions: a.py + alembic/env.py',
        'sql nowhere: ',
      ],
    );
    assert.deepEqual(await found([{ folder: 'alembic', framework: 'sql' }]), ['sql alembic: ']);
  });

  it('stop at once when cancelled', async () => {
    await write({ 'migrations/1_a.sql': '' });
    await assert.rejects(
      readProjects({ workspaceFolder: workspace, signal: AbortSignal.abort() }),
      (error) => error instanceof CompareError && error.reason === 'cancelled',
    );
  });

  it('are read, whatever encoding they have, and what cannot be read is a problem', async () => {
    await write({
      'alembic/env.py': '',
      'alembic/versions/a.py': revision('a', undefined),
      'migrations/1_a.sql': new Uint8Array(Buffer.from('\uFEFFCREATE TABLE "é" ();', 'utf16le')),
    });
    const projects = await readProjects({ workspaceFolder: workspace });
    assert.deepEqual(
      projects.map((project) => [
        project.framework,
        project.folder,
        project.revisions.flatMap((each) => each.operations.map(({ target }) => target.name)),
        project.problems,
      ]),
      [
        ['alembic', 'alembic/versions', ['t_a'], []],
        ['sql', 'migrations', ['é'], []],
      ],
    );
    const missing = await readProjects({ workspaceFolder: workspace, overrides: [{ folder: 'nowhere' }] });
    assert.deepEqual(missing[0]?.problems, [
      { reason: 'fileUnreadable', file: 'nowhere', detail: 'no migration files' },
    ]);
  });
});

describe('the setting databaseCompare.migrations', () => {
  it('takes folders with or without a framework', () => {
    const value = [{ folder: 'a' }, { folder: '/b', framework: 'alembic' }, { folder: 'c', framework: 'sql' }];
    assert.deepEqual(readOverrides(value), { overrides: value, problems: [] });
    assert.deepEqual(readOverrides(undefined), { overrides: [], problems: [] });
  });

  it('names what is wrong with an entry and keeps the others', () => {
    const read = readOverrides([
      { folder: 'a', framework: 'ecto' },
      'b',
      { folder: '' },
      { folder: 'c', frame: 'sql' },
      { folder: 'd' },
    ]);
    assert.deepEqual(read.overrides, [{ folder: 'd' }]);
    assert.deepEqual(
      read.problems.map(({ setting, entry }) => [setting, entry]),
      [
        ['databaseCompare.migrations[0].framework', 0],
        ['databaseCompare.migrations[1]', 1],
        ['databaseCompare.migrations[2].folder', 2],
        ['databaseCompare.migrations[3].frame', 3],
      ],
    );
    assert.match(read.problems[0]?.message ?? '', /"alembic", "atlas"/);
    assert.deepEqual(
      readOverrides('a').problems.map(({ setting }) => setting),
      ['databaseCompare.migrations'],
    );
  });
});
