import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CompareError } from '../../../src/compareError.ts';
import { findSqlFiles } from '../../../src/environments/providers/sqlFiles/findSqlFiles.ts';

describe('findSqlFiles', () => {
  let folder: string;
  const found = async (...patterns: string[]): Promise<string[]> =>
    (await findSqlFiles(patterns.map((pattern) => path.join(folder, pattern)))).map((file) =>
      path.relative(folder, file),
    );
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'find {sql} (files) '));
    for (const name of [
      '10_x.sql',
      '2_x.sql',
      '1_x.SQL',
      'a.txt',
      'sub/1.sql',
      'sub/deep/1.sql',
      'sub-2/1.sql',
      '[x].sql',
      'é😀 "q".sql',
    ]) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), '');
    }
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  it('takes every .sql file below a folder, in natural order', async () => {
    assert.deepEqual(
      (await found('.')).filter((name) => /^\d/.test(name)),
      ['1_x.SQL', '2_x.sql', '10_x.sql'],
    );
    assert.deepEqual(await found('sub'), ['sub/1.sql', 'sub/deep/1.sql']);
    assert.equal((await found('.')).length, 8);
  });

  it('keeps the order of the list and names a file once', async () => {
    assert.deepEqual(await found('10_x.sql', 'sub', '2_x.sql', '10_x.sql'), [
      '10_x.sql',
      'sub/1.sql',
      'sub/deep/1.sql',
      '2_x.sql',
    ]);
  });

  it('takes the path of a file literally', async () => {
    assert.deepEqual(await found('[x].sql', 'é😀 "q".sql'), ['[x].sql', 'é😀 "q".sql']);
  });

  it('expands globs in natural order, folder by folder', async () => {
    const escaped = folder.replace(/[{}()]/g, '\\$&');
    assert.deepEqual(
      (await findSqlFiles([`${escaped}/*_x.sql`])).map((file) => path.basename(file)),
      ['2_x.sql', '10_x.sql'],
    );
    assert.deepEqual(
      (await findSqlFiles([`${escaped}/sub*/**/*.sql`])).map((file) => path.relative(folder, file)),
      ['sub/1.sql', 'sub/deep/1.sql', 'sub-2/1.sql'],
    );
  });

  it('names the pattern that matches nothing', async () => {
    await assert.rejects(found('sub', 'none/*.sql'), (error) => {
      assert.ok(error instanceof CompareError);
      assert.deepEqual([error.reason, error.details], ['filesNotFound', { pattern: path.join(folder, 'none/*.sql') }]);
      return true;
    });
  });
});
