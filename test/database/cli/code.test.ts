import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sharedServer } from '../../support/postgresServers.ts';
import { compareByCli, runCli } from '../../support/runCli.ts';

describe('database-compare compare with the code', function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'database-compare-code-'));
    const connectionString = await (
      await sharedServer(14)
    ).createDatabase(`CREATE TABLE users (id integer);
      CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
      INSERT INTO schema_migrations VALUES (1, false);`);
    const settings = {
      'databaseCompare.environments': [
        { name: 'production', type: 'postgres', connectionString },
        { name: 'code', type: 'migrations' },
        { name: 'printed', type: 'migrations', command: 'node print.cjs' },
        { name: 'broken', type: 'migrations', command: 'node nothing_here.cjs' },
      ],
    };
    const files = {
      '.vscode/settings.json': JSON.stringify(settings),
      'db/migrations/1_users.up.sql': 'CREATE TABLE users (id integer);',
      'db/migrations/2_name.up.sql': 'ALTER TABLE users\n  ADD COLUMN name text;',
      'print.cjs': 'console.log("CREATE TABLE users (id integer, name text)")',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  });

  for (const code of ['code', 'printed']) {
    it(`explains by migrations what production lacks: ${code}`, async () => {
      const report = await compareByCli('production', code, '--workspace', folder);
      assert.deepEqual(
        report.differences.map(({ path: object, explanation }) => [
          object,
          explanation.cause,
          explanation.file,
          explanation.line,
        ]),
        [['public.users.name', 'pending', 'db/migrations/2_name.up.sql', 2]],
      );
      assert.deepEqual([report.left.revision, report.right.revision], ['1_users', '2_name']);
    });
  }

  it('says what a command that fails says', async () => {
    const { exitCode, stderr } = await runCli(['compare', 'production', 'broken', '--workspace', folder]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /broken: The command "node nothing_here\.cjs" failed: .*nothing_here\.cjs/s);
  });
});
