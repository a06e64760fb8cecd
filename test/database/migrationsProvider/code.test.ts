import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompareError } from '../../../src/compareError.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { createMigrationsProvider } from '../../../src/environments/providers/migrations/migrationsProvider.ts';
import { readEnvironments } from '../../../src/environments/readEnvironments.ts';
import { readProjects } from '../../../src/migrations/readProjects.ts';
import { differenceText } from '../../support/differenceText.ts';
import { compareSchemas } from '../../../src/workflows/compareSchemas.ts';
import type { SchemaComparison } from '../../../src/workflows/compareSchemas.ts';
import { migrationScripts } from '../../../src/workflows/migrationScripts.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { root } from '../../support/projectFolders.ts';
import { sharedServer } from '../../support/postgresServers.ts';

const prismaTable = `CREATE TABLE _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);`;
const gooseTable = `CREATE TABLE goose_db_version (
  id serial PRIMARY KEY, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp DEFAULT now());`;

describe('the migrations of the workspace as an environment', function () {
  this.timeout(120_000);
  let workspace: string;
  let cacheFolder: string;

  before(async () => {
    cacheFolder = await mkdtemp(path.join(os.tmpdir(), 'code as environment cache '));
  });

  after(async () => {
    await rm(cacheFolder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'code as environment '));
  });

  afterEach(async () => {
    await rm(workspace, { recursive: true, force: true });
  });

  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
    await writeFile(path.join(workspace, name), text);
  };

  /** Compares a PostgreSQL 14 in which this ran with the environment `code` of these settings. */
  const compare = async (
    sql: string,
    code: Readonly<Record<string, unknown>> = {},
    signal?: AbortSignal,
  ): Promise<SchemaComparison> => {
    const connectionString = await (await sharedServer(14)).createDatabase(sql);
    const { environments, problems } = await readEnvironments(
      [
        { name: 'production', type: 'postgres', connectionString },
        { name: 'code', type: 'migrations', ...code },
      ],
      { workspaceFolder: workspace, variables: {} },
    );
    assert.deepEqual(problems, []);
    const [production, asCode] = environments;
    assert.ok(production && asCode);
    const projects = readProjects({ workspaceFolder: workspace });
    const provider = createMigrationsProvider({
      timeouts: defaultTimeouts,
      variables: process.env,
      cacheFolder,
      scripts: async (asked) => migrationScripts(asked, await projects),
    });
    return compareSchemas(
      production,
      asCode,
      {
        projects,
        open: (environment, options) =>
          environment.type === 'migrations' ? provider.open(environment, options) : openDatabase(connectionString),
      },
      { signal },
    );
  };

  const failureOf = async (work: Promise<unknown>): Promise<CompareError> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CompareError, String(error));
    return error;
  };

  const textsOf = ({ differences }: SchemaComparison) => differences.map(differenceText);

  it('is what a database is in which all of them ran, and its version table is no difference', async () => {
    const fixtures = path.join(root, 'test/fixtures/frameworks');
    await cp(path.join(fixtures, 'prisma'), workspace, { recursive: true });
    const folder = path.join(workspace, 'prisma/migrations');
    const names = ['20240115093012_init', '20240220110500_add_post', '20240301080000_drop_role'];
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name, 'migration.sql'), 'utf8')));
    const comparison = await compare(`${prismaTable}${texts.join('')}`);
    assert.deepEqual(textsOf(comparison), []);
    assert.deepEqual(comparison.ignored.map(differenceText), ['leftOnly table public._prisma_migrations']);
    assert.equal(comparison.right.revision, '20240301080000_drop_role');
    assert.deepEqual(comparison.right.standing?.pending, []);
  });

  it('explains what a database lacks by the pending migration', async () => {
    await write(
      'migrations/00001_users.sql',
      '-- +goose Up\nCREATE TABLE users (id int);\n-- +goose Down\nDROP TABLE users;',
    );
    await write(
      'migrations/00002_name.sql',
      '-- +goose Up\nALTER TABLE users\n  ADD name text;\n-- +goose Down\nSELECT 1;',
    );
    const first = `${gooseTable} INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true);
      CREATE TABLE users (id int);`;
    const comparison = await compare(first);
    const [name, ...others] = comparison.differences;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [name?.path, name?.explanation.cause, name?.explanation.line],
      ['public.users.name', 'pending', 3],
    );
    const both = `${first} ALTER TABLE users ADD name text; INSERT INTO goose_db_version (version_id, is_applied) VALUES (2, true);`;
    assert.deepEqual(textsOf(await compare(both)), []);
  });

  it("runs the change sets of Liquibase where all of a changelog's changes are known", async () => {
    await write(
      'db/changelog/changelog.xml',
      `<databaseChangeLog>
        <property name="size" value="20"/>
        <changeSet id="1" author="a">
          <createTable tableName="Person">
            <column name="ID" type="bigint" autoIncrement="true"><constraints primaryKey="true"/></column>
            <column name="name" type="varchar(\${size})" defaultValue="it's"><constraints nullable="false" unique="true"/></column>
            <column name="since" type="datetime" defaultValueComputed="now()" remarks="when"/>
          </createTable>
          <insert tableName="Person"><column name="name" value="a &amp; b"/></insert>
        </changeSet>
        <changeSet id="2" author="a">
          <addColumn tableName="Person"><column name="boss" type="bigint"/></addColumn>
          <addForeignKeyConstraint baseTableName="Person" baseColumnNames="boss" constraintName="fk_boss"
            referencedTableName="Person" referencedColumnNames="ID" onDelete="SET NULL"/>
          <createIndex tableName="Person" indexName="by_boss"><column name="boss" descending="true"/></createIndex>
          <createView viewName="bosses">SELECT boss FROM "Person"</createView>
        </changeSet>
      </databaseChangeLog>`,
    );
    // What `liquibase update-sql` makes of it.
    const comparison = await compare(`
      CREATE TABLE "Person" (id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL, name varchar(20) DEFAULT 'it''s' NOT NULL,
        since timestamp without time zone DEFAULT now(), CONSTRAINT "Person_pkey" PRIMARY KEY (id), UNIQUE (name));
      COMMENT ON COLUMN "Person".since IS 'when';
      ALTER TABLE "Person" ADD boss bigint;
      ALTER TABLE "Person" ADD CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES "Person" (id) ON DELETE SET NULL;
      CREATE INDEX by_boss ON "Person" (boss DESC);
      CREATE VIEW bosses AS SELECT boss FROM "Person";`);
    assert.deepEqual(textsOf(comparison), []);
    assert.equal(comparison.right.revision, '2::a::db/changelog/changelog.xml');
  });

  it('names file and line of a migration that does not run', async () => {
    await write('migrations/1_a.up.sql', 'CREATE TABLE a (id int);');
    await write('migrations/2_b.up.sql', '\nALTER TABLE a\n  ADD id text;');
    const { reason, details } = await failureOf(compare(''));
    assert.deepEqual(
      [reason, details['file'], details['line'], details['environment']],
      ['sqlInvalid', path.join(workspace, 'migrations/2_b.up.sql'), 2, 'code'],
    );
  });

  it('asks for a command where a migration is not SQL, and names it', async () => {
    await cp(path.join(root, 'test/fixtures/frameworks/goose'), workspace, { recursive: true });
    const { reason, details } = await failureOf(compare(''));
    assert.deepEqual([reason, details['file']], ['migrationNotSql', path.join(workspace, 'migrations/00003_fill.go')]);
    assert.equal((await failureOf(compare('', { folder: 'nowhere' }))).reason, 'filesNotFound');
  });

  it('takes one folder of several', async () => {
    await write('one/migrations/1_a.up.sql', 'CREATE TABLE a (id int);');
    await write('two/migrations/1_b.up.sql', 'CREATE TABLE b (id int);');
    assert.deepEqual(textsOf(await compare('', { folder: 'two' })), ['rightOnly table public.b']);
    assert.deepEqual(textsOf(await compare('')), ['rightOnly table public.a', 'rightOnly table public.b']);
  });

  describe('by a command', () => {
    const node = (script: string) => `"${process.execPath}" -e ${JSON.stringify(script)}`;

    it('is what it prints, with the variables of the env file, in the workspace', async () => {
      await write('.env', 'TABLE_NAME=from_the_file\n');
      await write('alembic/env.py', '');
      await write('alembic/versions/a.py', 'revision = "a"\ndown_revision = None\ndef upgrade():\n    pass\n');
      const script =
        "console.error('noise'); console.log('CREATE TABLE ' + process.env.TABLE_NAME + ' (id int);');" +
        "console.log('CREATE TABLE ' + require('node:path').basename(process.cwd()).replaceAll(/\\W/g, '_') + ' ();')";
      const comparison = await compare('', { command: node(script), envFile: '.env' });
      const here = path.basename(workspace).replaceAll(/\W/g, '_').toLowerCase();
      assert.deepEqual(textsOf(comparison), [`rightOnly table public.${here}`, 'rightOnly table public.from_the_file']);
      assert.equal(comparison.right.revision, 'a');
    });

    it('fails with the end of what it said', async () => {
      const script = "console.error('no module named shop'); process.exit(3)";
      const { reason, details } = await failureOf(compare('', { command: node(script) }));
      assert.deepEqual(
        [reason, details['exitCode'], details['message'], details['environment']],
        ['commandFailed', 3, 'no module named shop', 'code'],
      );
      const unknown = await failureOf(compare('', { command: 'no_such_command_here' }));
      assert.equal(unknown.reason, 'commandFailed');
      assert.match(String(unknown.details['message']), /no_such_command_here/);
    });

    it('keeps what it prints in a file, and names its line that does not run', async () => {
      const { reason, details } = await failureOf(compare('', { command: node("console.log('SELECT 1;\\nbroken;')") }));
      assert.deepEqual([reason, details['line']], ['sqlInvalid', 2]);
      assert.equal(await readFile(String(details['file']), 'utf8'), 'SELECT 1;\nbroken;\n');
    });

    it('ends with all that it started when cancelled', async () => {
      const marker = path.join(workspace, 'started');
      const child = `require('node:fs').writeFileSync(process.env.MARKER, String(process.pid)); setInterval(() => {}, 1000)`;
      const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`;
      await write('.env', `MARKER='${marker}'\n`);
      await write('command.cjs', script);
      const controller = new AbortController();
      const running = failureOf(
        compare('', { command: `"${process.execPath}" command.cjs`, envFile: '.env' }, controller.signal),
      );
      const pid = await until(async () => Number(await readFile(marker, 'utf8').catch(() => '0')));
      controller.abort();
      assert.equal((await running).reason, 'cancelled');
      await until(async () => Promise.resolve(isAlive(pid) ? 0 : 1));
    });
  });
});

async function until(ask: () => Promise<number>): Promise<number> {
  for (let left = 300; left > 0; left -= 1) {
    const answer = await ask();
    if (answer > 0) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to be within 15 s');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
