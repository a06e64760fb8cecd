import assert from 'node:assert/strict';
import type { Session } from '../../../src/catalog/session.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { failureOf, open, withSession } from './support.ts';

const setUp = `CREATE TABLE t (a int); INSERT INTO t VALUES (1); CREATE SEQUENCE s;
  CREATE FUNCTION writes() RETURNS int LANGUAGE sql AS 'INSERT INTO public.t VALUES (2) RETURNING a';
  CREATE PROCEDURE commits() LANGUAGE plpgsql AS 'BEGIN COMMIT; INSERT INTO public.t VALUES (3); END'`;

/** Statements that would write, or open the door to writing. */
const attempts: [sql: string, sqlState: string][] = [
  ['COMMIT; CREATE TABLE public.x ()', '42601'],
  ['SELECT 1; DROP TABLE public.t', '42601'],
  ['SELECT 1; SELECT 2', '42601'],
  ['SET TRANSACTION READ WRITE', '25001'],
  ["SELECT set_config('transaction_read_only', 'off', true)", '25001'],
  ["SELECT set_config('transaction_read_only', 'off', false)", '25001'],
  ['CREATE TABLE public.x ()', '25006'],
  ['INSERT INTO public.t VALUES (4)', '25006'],
  ['WITH w AS (DELETE FROM public.t RETURNING *) SELECT * FROM w', '25006'],
  ['SELECT public.writes()', '25006'],
  ["SELECT nextval('public.s')", '25006'],
  ['SELECT * FROM public.t FOR UPDATE', '25006'],
  ['EXPLAIN ANALYZE INSERT INTO public.t VALUES (5)', '25006'],
  ['COPY public.t FROM STDIN', '25006'],
  ['CALL public.commits()', '2D000'],
  ['DO $$ BEGIN COMMIT; INSERT INTO public.t VALUES (6); END $$', '2D000'],
  ['BEGIN READ WRITE', '25001'],
];

/** Statements that the server obeys and that end the read-only transaction, or change it. */
const exits = [
  'COMMIT',
  'ROLLBACK',
  'END',
  'COMMIT AND CHAIN',
  'ROLLBACK AND CHAIN',
  'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE',
];

for (const version of [12, 14, 18] as const) {
  describe(`a session on PostgreSQL ${String(version)} only reads`, () => {
    let uri: string;
    const rowsOf = async (): Promise<number[]> =>
      withSession(await open(uri), async (session) => {
        const rows = await session.query<{ a: number }>('SELECT a FROM public.t ORDER BY a');
        return rows.map(({ a }) => a);
      });
    before(async () => {
      uri = await (await sharedServer(version)).createDatabase(setUp);
    });
    afterEach(async () => {
      assert.deepEqual(await rowsOf(), [1]);
    });

    for (const [sql, sqlState] of attempts) {
      it(`refuses ${sql}, and reads on`, async () => {
        await withSession(await open(uri), async (session) => {
          const failure = await failureOf(session.query(sql));
          assert.deepEqual([failure.reason, failure.details['sqlState']], ['serverError', sqlState], failure.message);
          assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: 1 }]);
        });
      });
    }

    for (const sql of exits) {
      it(`is over after ${sql}`, async () => {
        await withSession(await open(uri), async (session) => {
          assert.equal((await failureOf(session.query(sql))).reason, 'internal');
          assert.equal((await failureOf(session.query('INSERT INTO public.t VALUES (7)'))).reason, 'connectionLost');
        });
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
