import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createReadingCache } from '../../../../src/migrations/readingCache.ts';
import { readProjects } from '../../../../src/migrations/readProjects.ts';

describe('reading migrations again', () => {
  let workspace: string;

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  };
  const knex = (table: string) =>
    `exports.up = (knex) => knex.schema.createTable('${table}', (t) => { t.increments(); });`;

  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'reading cache '));
    await write('migrations/20240101000000_a.js', knex('a'));
    await write('migrations/20240102000000_b.js', knex('b'));
  });

  afterEach(async () => {
    await rm(workspace, { recursive: true, force: true });
  });

  it('takes what has not changed from the last time, and reads what has', async () => {
    const cache = createReadingCache();
    const read = async () => (await readProjects({ workspaceFolder: workspace, cache }))[0]?.revisions ?? [];
    const first = await read();
    await write('migrations/20240102000000_b.js', knex('renamed'));
    await write('migrations/20240103000000_c.js', knex('c'));
    const second = await read();
    assert.deepEqual(
      second.map(({ operations }) => operations[0]?.target.name),
      ['a', 'renamed', 'c'],
    );
    assert.equal(second[0]?.operations, first[0]?.operations, 'the same objects');
    await rm(join(workspace, 'migrations/20240101000000_a.js'));
    assert.deepEqual(
      (await read()).map(({ id }) => id),
      ['20240102000000_b', '20240103000000_c'],
    );
  });

  it('reads a file again where something else that it depends on has changed', () => {
    const cache = createReadingCache();
    let count = 0;
    const read = (file: string, configuration: string, other: string): number => {
      const { perFile, end } = cache.begin('project', [{ path: 'env.py', text: configuration }]);
      const result = perFile({ path: 'a.py', text: file }, () => ++count, [{ path: 'helpers.py', text: other }]);
      end();
      return result;
    };
    const counts = [
      read('1', '1', '1'),
      read('1', '1', '1'),
      read('2', '1', '1'),
      read('2', '2', '1'),
      read('2', '2', '2'),
    ];
    assert.deepEqual(counts, [1, 1, 2, 3, 4]);
  });
});
