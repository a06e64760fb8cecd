import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { compareByCli, runCli } from '../../support/runCli.ts';

/** Migrations of golang-migrate, of which the second does what nobody can tell without running it. */
const steps = [
  'CREATE TABLE t (id int PRIMARY KEY);',
  "DO $$ BEGIN EXECUTE format('ALTER TABLE t ADD COLUMN %I int', 'c' || 1); END $$;",
];
const version = (number: number): string =>
  `CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
   INSERT INTO schema_migrations VALUES (${number}, false);`;

describe('database-compare compare, with pending migrations that can be run', function () {
  this.timeout(120_000);
  let workspace: string;

  before(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'database-compare-pending-'));
    await mkdir(path.join(workspace, 'migrations'));
    for (const [index, sql] of steps.entries()) {
      const name = path.join(workspace, 'migrations', `00000${index + 1}_step`);
      await writeFile(`${name}.up.sql`, sql);
      await writeFile(`${name}.down.sql`, 'SELECT 1;');
    }
    const files: Readonly<Record<string, string>> = {
      'behind.sql': `${steps[0] ?? ''} ${version(1)}`,
      'current.sql': `${steps.join('\n')} ${version(2)}`,
      'changed.sql': `${steps.join('\n')} ALTER TABLE t ADD by_hand int; ${version(2)}`,
      // The pending migration fails here: the table that it changes is not there.
      'broken.sql': `CREATE TABLE other (); ${version(1)}`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(workspace, name), text);
  });

  const compare = (left: string, right: string) =>
    compareByCli(path.join(workspace, left), path.join(workspace, right), '--workspace', workspace);

  it('runs them after the files, whichever side is behind', async () => {
    const there = await compare('behind.sql', 'current.sql');
    assert.equal(there.differences.length, 1);
    assert.deepEqual([there.remaining?.differences, there.remaining?.ran], [[], ['left']]);
    const back = await compare('current.sql', 'behind.sql');
    assert.deepEqual([back.remaining?.differences, back.remaining?.ran], [[], ['right']]);
  });

  it('tells what remains all the same', async () => {
    const { remaining } = await compare('behind.sql', 'changed.sql');
    assert.deepEqual(
      remaining?.differences.map(({ status, path: name }) => [status, name]),
      [['rightOnly', 'public.t.by_hand']],
    );
  });

  it('ends with 0 where only they differ, and says how it was found out', async () => {
    const sides = ['behind.sql', 'current.sql'].map((file) => path.join(workspace, file));
    const { exitCode, stdout } = await runCli(['compare', ...sides, '--workspace', workspace, '--exclude-pending']);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^After the pending migrations, nothing remains$/m);
    assert.match(stdout, /The pending migrations of behind\.sql were run on an embedded PostgreSQL/);
  });

  it('falls back to what they say where they cannot be run', async () => {
    const { remaining } = await compare('broken.sql', 'current.sql');
    assert.deepEqual(remaining?.ran, []);
    assert.ok(remaining.differences.length > 0);
  });
});
