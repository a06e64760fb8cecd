import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JsonMatrix } from '../../../src/reports/matrixReport.ts';
import { runCli } from '../../support/runCli.ts';

describe('database-compare matrix', function () {
  this.timeout(120_000);
  let cwd: string;

  before(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), 'database-compare-matrix-'));
    const files: Readonly<Record<string, string>> = {
      'a.sql': 'CREATE TABLE t (x int); CREATE TABLE "a|b" ();',
      'b.sql': 'CREATE TABLE t (x bigint);',
      'c.sql': 'CREATE TABLE t (x int);',
      'broken.sql': 'CREATE TABEL t;',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  });

  const run = (...args: readonly string[]) => runCli(['matrix', ...args], { cwd });

  it('shows every object that differs in any, as text and JSON and Markdown', async () => {
    const text = await run('a.sql', 'b.sql', 'c.sql');
    assert.equal(text.exitCode, 1, text.stderr);
    assert.match(text.stdout, /^2 objects differ among a\.sql, b\.sql, c\.sql\n/);
    assert.match(text.stdout, /^table public\."a\|b" +A +- +- /m);
    assert.match(text.stdout, /^column public\.t\.x +A +B +A /m);
    const { stdout } = await run('a.sql', 'b.sql', 'c.sql', '--format', 'json');
    const report = JSON.parse(stdout) as JsonMatrix;
    assert.deepEqual(
      report.rows.map(({ kind, path: name, variants }) => [kind, name, variants]),
      [
        ['table', 'public."a|b"', ['A', null, null]],
        ['column', 'public.t.x', ['A', 'B', 'A']],
      ],
    );
    const markdown = await run('a.sql', 'b.sql', '--format', 'markdown');
    assert.match(markdown.stdout, /^\| table `public\."a\\\|b"` \| A \| not there \|/m);
  });

  it('shows the others where one cannot be read, and says which', async () => {
    const { exitCode, stdout, stderr } = await run('a.sql', 'broken.sql', 'c.sql');
    assert.equal(exitCode, 2);
    assert.match(stdout, /^1 object differs among a\.sql, c\.sql\n/);
    assert.match(stderr, /broken\.sql/);
  });

  it('ends with 0 between equals, and refuses one or six', async () => {
    assert.equal((await run('c.sql', 'c.sql')).exitCode, 0);
    for (const count of [1, 6]) {
      const { exitCode, stderr } = await run(...Array.from({ length: count }, () => 'a.sql'));
      assert.equal(exitCode, 2);
      assert.match(stderr, /2 to 5 environments/);
    }
  });
});
