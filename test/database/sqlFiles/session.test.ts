import assert from 'node:assert/strict';
import { readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { createSqlFilesProvider } from '../../../src/environments/providers/sqlFiles/sqlFilesProvider.ts';
import { column, createWorkspace, errorOf } from './openSqlFiles.ts';
import type { Workspace } from './openSqlFiles.ts';

const endless = 'SELECT count(*) FROM generate_series(1, 1000000000000)';

describe('sqlFiles: session', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let file: string;
  before(async () => {
    workspace = await createWorkspace();
    file = await workspace.write(
      'schema.sql',
      'CREATE TABLE people (id bigint, name text);\nCREATE EXTENSION postgis;\n\\echo x\n',
    );
  });
  after(async () => workspace.remove());

  it('tells the server', async () => {
    const { server } = await workspace.open([file]);
    assert.match(server.version, /^18\.\d+$/);
    assert.equal(Math.floor(server.versionNumber / 10000), 18);
    assert.deepEqual([server.database, server.user], ['postgres', 'postgres']);
  });

  it('writes nothing, whatever is asked', async () => {
    const session = await workspace.open([file]);
    const refused: readonly [sql: string, sqlState: string][] = [
      ['CREATE TABLE public.x ()', '25006'],
      ['COMMIT; CREATE TABLE public.x ()', '42601'],
      ['SELECT 1; SELECT 2', '42601'],
      ['SET TRANSACTION READ WRITE', '25001'],
      [`INSERT INTO public.people VALUES (1, 'x')`, '25006'],
      ['SELECT nonsense', '42703'],
    ];
    for (const [sql, sqlState] of refused) {
      const error = await errorOf(session.query(sql));
      assert.deepEqual([error.reason, error.details['sqlState']], ['serverError', sqlState], sql);
    }
    await session.query('COMMIT');
    assert.equal((await errorOf(session.query('CREATE TABLE public.x ()'))).details['sqlState'], '25006');
    assert.deepEqual(await column(session, 'SHOW transaction_isolation'), ['repeatable read']);
  });

  it('gives values as node-postgres does', async () => {
    const session = await workspace.open([file]);
    assert.deepEqual(
      await session.query(
        `SELECT 1 AS i, 9007199254740993 AS b, 1.50 AS n, true AS t, NULL AS z, '{"a": [1, "x"]}'::jsonb AS j,
        ARRAY['a', 'b"'] AS a, ARRAY[1::bigint] AS l, 'x'::name AS m, $1::text[] AS p, $2::int AS q, 0.5::float8 AS f`,
        [['<b>', 'ü'], 7],
      ),
      [
        {
          i: 1,
          b: '9007199254740993',
          n: '1.50',
          t: true,
          z: null,
          j: { a: [1, 'x'] },
          a: ['a', 'b"'],
          l: ['1'],
          m: 'x',
          p: ['<b>', 'ü'],
          q: 7,
          f: 0.5,
        },
      ],
    );
  });

  it('runs concurrent queries and concurrent environments', async () => {
    const [one, two] = await Promise.all([
      workspace.open([file]),
      workspace.open([await workspace.write('two.sql', 'CREATE TABLE two ();')]),
    ]);
    const answers = await Promise.all([1, 2, 3].map(async (n) => column(one, 'SELECT $1::int', [n])));
    assert.deepEqual(answers, [[1], [2], [3]]);
    const tables = `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace`;
    assert.deepEqual([await column(one, tables), await column(two, tables)], [['people'], ['two']]);
  });

  it('stops a query at once when it is cancelled', async () => {
    for (const sql of [endless, 'SELECT pg_sleep(1000)']) {
      const session = await workspace.open([file]);
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 200);
      const start = performance.now();
      assert.equal((await errorOf(session.query(sql, [], { signal: abort.signal }))).reason, 'cancelled');
      assert.ok(performance.now() - start < 3000);
      assert.equal((await errorOf(session.query('SELECT 1'))).reason, 'connectionLost');
      await session.close();
    }
  });

  it('stops loading when it is cancelled', async () => {
    const slow = await workspace.write('slow.sql', `${endless};`);
    const abort = new AbortController();
    const onProgress = (phase: string): void => {
      if (phase.startsWith('loading')) setTimeout(() => abort.abort(), 200);
    };
    assert.equal((await errorOf(workspace.open([slow], { signal: abort.signal, onProgress }))).reason, 'cancelled');
    assert.equal((await errorOf(workspace.open([slow], { signal: AbortSignal.abort() }))).reason, 'cancelled');
  });

  it('ends a query that takes too long', async () => {
    const session = await workspace.open([file], { statementTimeout: 500 });
    assert.equal((await errorOf(session.query(endless))).reason, 'statementTimeout');
  });

  it('answers no more after it is closed', async () => {
    const session = await workspace.open([file]);
    await session.close();
    assert.equal((await errorOf(session.query('SELECT 1'))).reason, 'connectionLost');
    await session.close();
  });

  it('hands a database that was just closed to the next who wants it, as new', async () => {
    const kept = await workspace.write('kept.sql', 'CREATE TABLE kept (a int); INSERT INTO kept VALUES (1);');
    const phases: string[] = [];
    const open = async () => workspace.open([kept], { onProgress: (phase) => phases.push(phase) });
    const first = await open();
    await first.query("SELECT set_config('search_path', 'public', false)");
    await errorOf(first.query('SELECT nonsense'));
    await first.close();
    const begun = phases.length;
    assert.ok(begun > 0);

    const [second, third] = await Promise.all([open(), open()]);
    assert.equal(phases.slice(begun).filter((phase) => phase === 'starting').length, 1, 'one takes it, one loads');
    for (const session of [second, third]) {
      assert.deepEqual(await column(session, 'SHOW search_path'), ['pg_catalog']);
      assert.deepEqual(await column(session, 'SELECT a FROM public.kept'), [1]);
      assert.equal((await errorOf(session.query('DELETE FROM public.kept'))).details['sqlState'], '25006');
    }
    assert.equal((await errorOf(first.query('SELECT 1'))).reason, 'connectionLost', 'the one before is over');
    await Promise.all([second.close(), third.close()]);

    await workspace.write('kept.sql', 'CREATE TABLE kept (a int); INSERT INTO kept VALUES (2);');
    assert.deepEqual(await column(await open(), 'SELECT a FROM public.kept'), [2]);
  });

  it('reports a worker that crashes as a lost connection', async () => {
    const ready = `postMessage({ type: 'ready', server: {}, notices: [] })`;
    const crashes: readonly [when: string, code: string][] = [
      ['while it loads', `throw new Error('crash')`],
      ['while it answers', `parentPort.${ready}; parentPort.on('message', () => { throw new Error('crash'); })`],
      ['by leaving', `parentPort.${ready}; parentPort.on('message', () => process.exit(1))`],
    ];
    for (const [when, code] of crashes) {
      const source = `import { parentPort } from 'node:worker_threads'; ${code};`;
      const workerUrl = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
      const provider = createSqlFilesProvider({ timeouts: defaultTimeouts, workerUrl });
      const opening = provider.open({ name: 'x', type: 'sqlFiles', files: [file] });
      const error = await errorOf(opening.then(async (session) => session.query('SELECT 1')));
      assert.equal(error.reason, 'connectionLost', when);
    }
  });

  it('leaves the caller free while it works', async () => {
    const session = await workspace.open([file]);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 20);
    await session.query('SELECT count(*) FROM generate_series(1, 2000000)');
    clearInterval(timer);
    assert.ok(ticks > 2, `${ticks} ticks`);
  });

  describe('cache', () => {
    const open = async (
      files: readonly string[],
    ): Promise<{ loaded: boolean; notices: unknown; tables: unknown[] }> => {
      let loaded = false;
      const session = await workspace.open(files, {
        onProgress: (phase) => {
          loaded ||= phase.startsWith('loading');
        },
      });
      const tables = await column(
        session,
        `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`,
      );
      await session.close();
      return { loaded, notices: session.notices, tables };
    };
    const entries = async (): Promise<string[]> =>
      (await readdir(workspace.cacheFolder)).map((name) => path.join(workspace.cacheFolder, name));

    it('loads files once, wherever they are, until they change', async () => {
      const content =
        'CREATE EXTENSION pg_trgm; CREATE TABLE cached (a text); CREATE INDEX ON cached USING gin (a gin_trgm_ops);\n\\echo\n';
      const first = await open([await workspace.write('cached.sql', content)]);
      const moved = await workspace.write('elsewhere/moved.sql', content);
      const second = await open([moved]);
      assert.deepEqual([first.loaded, second.loaded], [true, false]);
      assert.deepEqual(
        [first.tables, second.tables],
        [
          ['cached', 'cached_a_idx'],
          ['cached', 'cached_a_idx'],
        ],
      );
      assert.deepEqual(second.notices, [{ reason: 'statementSkipped', subject: '\\echo', file: moved, line: 2 }]);
      const changed = await open([await workspace.write('cached.sql', `${content}CREATE TABLE more ();`)]);
      assert.deepEqual([changed.loaded, changed.tables.length], [true, 3]);
      assert.ok((await entries()).every((name) => name.endsWith('.pgdata')));
    });

    it('loads afresh when an entry is damaged', async () => {
      await rm(workspace.cacheFolder, { recursive: true });
      // Each in another file, for the thread of one that was just closed needs no cache.
      let files = 0;
      const openDamaged = async () => open([await workspace.write(`${files++}.sql`, 'CREATE TABLE damaged ();')]);
      const before = await openDamaged();
      assert.equal(before.loaded, true);
      const damages: readonly ((bytes: Buffer) => Buffer)[] = [
        (bytes) => bytes.subarray(0, bytes.length / 2),
        (bytes) => Buffer.from(bytes).fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 100),
      ];
      for (const damage of damages) {
        for (const entry of await entries()) await writeFile(entry, damage(await readFile(entry)));
        assert.deepEqual(await openDamaged(), before);
      }
      assert.equal((await openDamaged()).loaded, false);
    });

    it('loads files that could not be loaded again when they can', async () => {
      const bad = await workspace.write('bad.sql', 'CREATE TABEL t ();');
      const before = (await entries()).length;
      assert.equal((await errorOf(workspace.open([bad]))).reason, 'sqlInvalid');
      assert.equal((await errorOf(workspace.open([bad]))).reason, 'sqlInvalid');
      assert.equal((await entries()).length, before);
    });

    it('keeps the entries that were used last', async () => {
      const old = path.join(workspace.cacheFolder, 'old.pgdata');
      const leftover = path.join(workspace.cacheFolder, 'x.tmp');
      await Promise.all(
        Array.from({ length: 20 }, async (_, n) => writeFile(path.join(workspace.cacheFolder, `${n}.pgdata`), 'x')),
      );
      for (const name of [old, leftover]) {
        await writeFile(name, 'x');
        await utimes(name, 1, 1);
      }
      await open([await workspace.write('evicting.sql', 'CREATE TABLE evicting ();')]);
      const left = await entries();
      assert.equal(left.length, 20);
      assert.ok(!left.includes(old) && !left.includes(leftover));
    });
  });
});
