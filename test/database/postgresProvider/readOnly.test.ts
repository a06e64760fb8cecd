import assert from 'node:assert/strict';
import type { Session } from '../../../src/catalog/session.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { createWritableDatabase, endingAttempts, passingAttempts, refusedAttempts } from '../safety/writeAttempts.ts';
import { failureOf, open, withSession } from './support.ts';

for (const version of [12, 14, 18] as const) {
  describe(`a session on PostgreSQL ${String(version)} only reads`, () => {
    let uri: string;
    let state: () => Promise<unknown>;
    let unchanged: unknown;
    before(async () => {
      ({ uri, state } = await createWritableDatabase(await sharedServer(version)));
      unchanged = await state();
    });
    afterEach(async () => {
      assert.deepEqual(await state(), unchanged);
    });

    for (const [sql, sqlState] of refusedAttempts) {
      it(`refuses ${sql}, and reads on`, async () => {
        await withSession(await open(uri), async (session) => {
          const failure = await failureOf(session.query(sql));
          const reason = sqlState === '42501' ? 'permissionDenied' : 'serverError';
          assert.deepEqual([failure.reason, failure.details['sqlState']], [reason, sqlState], failure.message);
          assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: 1 }]);
        });
      });
    }

    for (const sql of endingAttempts) {
      it(`is over after ${sql}`, async () => {
        await withSession(await open(uri), async (session) => {
          assert.equal((await failureOf(session.query(sql))).reason, 'internal');
          assert.equal((await failureOf(session.query('INSERT INTO public.t VALUES (7)'))).reason, 'connectionLost');
        });
      });
    }

    for (const sql of passingAttempts) {
      it(`leaves nothing of ${sql}`, async () => {
        await withSession(await open(uri), (session) => session.query(sql).catch(() => []));
      });
    }

    it('sees one moment, also after a statement failed', async () => {
      const server = await sharedServer(version);
      const database = new URL(uri).pathname.slice(1);
      const count = async (session: Session): Promise<unknown> =>
        session.query('SELECT count(*)::int AS n FROM public.t');
      await withSession(await open(uri), async (session) => {
        assert.deepEqual(await count(session), [{ n: 1 }]);
        await server.execute(database, 'INSERT INTO t VALUES (9)');
        try {
          assert.deepEqual(await count(session), [{ n: 1 }]);
          await failureOf(session.query('SELECT nonsense'));
          assert.deepEqual(await count(session), [{ n: 1 }]);
        } finally {
          await server.execute(database, 'DELETE FROM t WHERE a = 9');
        }
      });
    });

    it('never takes a transaction number, which only writers do', async () => {
      await withSession(await open(uri), async (session) => {
        await session.query('SELECT * FROM public.t');
        await failureOf(session.query('SELECT public.writes()'));
        assert.deepEqual(await session.query('SELECT txid_current_if_assigned() AS x'), [{ x: null }]);
      });
    });

    it('has the server say at its end that nothing was written, after a failure too', async () => {
      const session = await open(uri);
      assert.equal(session.nothingWritten?.(), undefined);
      await failureOf(session.query('SELECT public.writes()'));
      await session.close();
      assert.equal(session.nothingWritten?.(), true);
      const lost = await open(uri);
      await failureOf(lost.query('SELECT pg_terminate_backend(pg_backend_pid())'));
      await lost.close();
      assert.equal(lost.nothingWritten?.(), undefined);
    });

    it('answers statements in their order, though asked at once', async () => {
      await withSession(await open(uri), async (session) => {
        const answers = await Promise.allSettled([
          session.query('SELECT pg_sleep(0.05), 1 AS n'),
          session.query('SELECT nonsense'),
          session.query('SELECT 2 AS n'),
        ]);
        assert.deepEqual(
          answers.map(({ status }) => status),
          ['fulfilled', 'rejected', 'fulfilled'],
        );
      });
    });

    it('says which object a user may not read', async () => {
      const server = await sharedServer(version);
      const database = new URL(uri).pathname.slice(1);
      const name = `guest_${database}`;
      await server.execute('postgres', `CREATE ROLE ${name} LOGIN`);
      await withSession(await open(server.connectionString(database, { name })), async (session) => {
        const failure = await failureOf(session.query('SELECT * FROM public.t'));
        assert.equal(failure.reason, 'permissionDenied');
        assert.equal(failure.details['message'], 'permission denied for table t');
      });
    });
  });
}
