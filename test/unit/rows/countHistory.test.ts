import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompareError } from '../../../src/compareError.ts';
import type { Environment } from '../../../src/environments/environment.ts';
import type { ListedTable, RowCount } from '../../../src/rows/rowCount.ts';
import { rememberCount } from '../../../src/workflows/countHistory.ts';
import type { CountedEnvironment } from '../../../src/workflows/countSides.ts';

const table = (name: string, more: Partial<ListedTable> = {}): ListedTable => ({
  path: `public.${name}`,
  schema: 'public',
  name,
  kind: 'table',
  parent: null,
  estimate: null,
  bytes: null,
  deadRows: 0,
  mayCount: true,
  isLocked: false,
  hasRowSecurity: false,
  ...more,
});
const exact = (rows: number): RowCount => ({ exact: true, rows });
const at = (host: string, more: Partial<Environment> = {}): Environment =>
  ({
    type: 'postgres',
    name: 'production',
    connectionString: `postgres://u:hunter2@${host}/app`,
    ...more,
  }) as Environment;

describe('the history of row counts', () => {
  let folder: string;
  let notes: string[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'count-history-'));
    notes = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const count = (day: number, rows: number, more: Partial<CountedEnvironment> = {}): CountedEnvironment => ({
    environment: at('db.example.com'),
    serverVersion: '18.0',
    database: 'app',
    countedAt: new Date(Date.UTC(2026, 0, day)),
    tables: [table('a'), table('version'), table('v', { kind: 'view' }), table('p1', { parent: 'public.a' })],
    counts: new Map(['a', 'version', 'v', 'p1'].map((name) => [`public.${name}`, exact(rows)])),
    foreignKeys: [],
    ...more,
  });
  const remember = (counted: CountedEnvironment, kept = 3): Promise<CountedEnvironment> =>
    rememberCount(counted, ({ name }) => name === 'version', {
      folder,
      kept,
      variables: {},
      onNote: (note) => notes.push(note),
    });

  it('gives the growth since the counts of before, of data alone, and keeps as many as it is told', async () => {
    assert.equal((await remember(count(1, 10))).growth, undefined);
    for (const day of [2, 3, 4]) await remember(count(day, day * 10));
    const { growth } = await remember(count(6, 100));
    // Of the first nothing is left.
    assert.deepEqual([growth?.counts, growth?.total?.before, growth?.total?.now], [3, 20, 100]);
    assert.equal((await remember(count(7, 100))).growth?.total?.before, 30);
    // Another count of the same day takes the place of the one before.
    assert.equal((await remember(count(7, 110))).growth?.total?.before, 40);
    const [file = '', ...others] = await readdir(folder);
    assert.deepEqual(others, []);
    const text = await readFile(path.join(folder, file), 'utf8');
    assert.equal((JSON.parse(text) as { counts: unknown[] }).counts.length, 3);
    assert.ok(!`${file}${text}`.includes('hunter2'));
    assert.deepEqual(notes, []);
  });

  it('begins anew where the environment leads elsewhere, whoever logs in', async () => {
    await remember(count(1, 10));
    const since = async (environment: Environment, more: Partial<CountedEnvironment> = {}) =>
      (await remember(count(5, 50, { environment, ...more }))).growth?.total?.before;
    assert.equal(await since(at('other.example.com')), undefined);
    assert.equal(await since(at('db.example.com'), { database: 'copy' }), undefined);
    assert.equal(await since(at('db.example.com', { schemas: ['public'] })), undefined);
    assert.equal(await since(at('db.example.com', { name: 'staging' })), undefined);
    const rotated = 'postgres://other:secret@db.example.com/app';
    assert.equal(await since(at('', { connectionString: rotated })), 10);
  });

  it('keeps nothing of what was stopped, of estimates alone, or where nothing is to be kept', async () => {
    const guess: RowCount = { exact: false, estimate: null, obstacle: 'asked' };
    await remember(count(1, 10, { stoppedBy: new CompareError('cancelled') }));
    await remember(count(1, 10, { counts: new Map([['public.a', guess]]) }));
    await remember(count(1, 10), 0);
    assert.deepEqual(await readdir(folder), []);
  });

  it('begins a file anew that is corrupted, and says so', async () => {
    await remember(count(1, 10));
    const [file = ''] = await readdir(folder);
    for (const text of ['{"counts":[', '{"formatVersion":1,"counts":[{"countedAt":"yesterday"}]}', '[]']) {
      notes = [];
      await writeFile(path.join(folder, file), text);
      assert.equal((await remember(count(5, 50))).growth, undefined);
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', /does not hold row counts, so it is begun anew$/);
      assert.equal((await remember(count(6, 60))).growth?.total?.before, 50);
    }
  });

  it('gives the count where nothing can be kept', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const counted = count(1, 10);
    const given = await rememberCount(counted, () => false, {
      folder: path.join(folder, 'file'),
      kept: 3,
      variables: {},
      onNote: (note) => notes.push(note),
    });
    assert.equal(given, counted);
    assert.match(notes.join(), /^The row counts of production are not kept: /);
  });
});
