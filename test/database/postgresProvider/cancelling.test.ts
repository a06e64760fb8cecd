import assert from 'node:assert/strict';
import { Client } from 'pg';
import type { CompareError } from '../../../src/compareError.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { failureOf, open, startProxy, withSession } from './support.ts';

for (const version of [14, 18] as const) {
  describe(`stopping on PostgreSQL ${String(version)}`, () => {
    let server: PostgresServer;
    let uri: string;
    let admin: Client;
    before(async () => {
      server = await sharedServer(version);
      uri = await server.createDatabase('CREATE TABLE locked (a int)');
      admin = new Client({ connectionString: uri });
      await admin.connect();
    });
    after(() => admin.end());

    /** What other sessions on the database do at this moment. */
    const activities = async (): Promise<string[]> => {
      const { rows } = await admin.query<{ activity: string }>(
        `SELECT state || ': ' || query AS activity FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'database-compare'`,
      );
      return rows.map(({ activity }) => activity);
    };
    const until = async (isTrue: (activities: string[]) => boolean): Promise<void> => {
      const limit = performance.now() + 5_000;
      for (;;) {
        const now = await activities();
        if (isTrue(now)) return;
        assert.ok(performance.now() < limit, JSON.stringify(now));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const isSleeping = (now: string[]): boolean =>
      now.some((activity) => activity.startsWith('active: SELECT pg_sleep'));
    const direct = (): { host: string; port: number; database: string; user: string } => ({
      ...{ host: server.host, port: server.port, database: new URL(uri).pathname.slice(1), user: 'postgres' },
    });

    it('cancels the statement on the server, and the session goes on', async () => {
      await withSession(await open(uri), async (session) => {
        const abort = new AbortController();
        const failure = failureOf(session.query('SELECT pg_sleep(30)', [], { signal: abort.signal }));
        await until(isSleeping);
        const started = performance.now();
        abort.abort();
        assert.equal((await failure).reason, 'cancelled');
        await until((now) => !isSleeping(now));
        assert.ok(performance.now() - started < 1_500);
        assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: 1 }]);
      });
    });

    it('cancels only the statement whose signal fires', async () => {
      await withSession(await open(uri), async (session) => {
        for (let round = 0; round < 20; round += 1) {
          const abort = new AbortController();
          const first = failureOf(session.query('SELECT pg_sleep(30)', [], { signal: abort.signal }));
          const second = session.query('SELECT pg_sleep(0.002), $1::int AS n', [round]);
          setTimeout(() => {
            abort.abort();
          }, round);
          assert.equal((await first).reason, 'cancelled');
          assert.deepEqual(await second, [{ pg_sleep: '', n: round }]);
        }
      });
    });

    it('cancels a statement that its cancel request overtakes', async () => {
      const proxy = await startProxy(server);
      try {
        const session = await open({ ...direct(), port: proxy.port });
        proxy.delay(300);
        const started = performance.now();
        const failure = await failureOf(session.query('SELECT pg_sleep(30)', [], { signal: AbortSignal.timeout(1) }));
        assert.equal(failure.reason, 'cancelled');
        assert.equal((failure.cause as CompareError).details['sqlState'], '57014');
        assert.ok(performance.now() - started < 1_800);
        await session.close();
      } finally {
        await proxy.stop();
      }
    });

    it('sends nothing when the signal has fired already', async () => {
      const proxy = await startProxy(server);
      try {
        await withSession(await open({ ...direct(), port: proxy.port }), async (session) => {
          const flights = proxy.flights();
          const failure = await failureOf(session.query('SELECT 1', [], { signal: AbortSignal.abort() }));
          assert.equal(failure.reason, 'cancelled');
          assert.equal(proxy.flights(), flights);
        });
      } finally {
        await proxy.stop();
      }
    });

    it('cancels even when the network swallows the request', async () => {
      const proxy = await startProxy(server);
      try {
        const session = await open({ ...direct(), port: proxy.port });
        const abort = new AbortController();
        const failure = failureOf(session.query('SELECT pg_sleep(3)', [], { signal: abort.signal }));
        await until(isSleeping);
        proxy.swallow();
        const started = performance.now();
        abort.abort();
        assert.equal((await failure).reason, 'cancelled');
        await session.close();
        assert.ok(performance.now() - started < 4_000);
      } finally {
        await proxy.stop();
      }
    });

    it('closes a session in the middle of a statement, and the server stops', async () => {
      const session = await open(uri);
      const failure = failureOf(session.query('SELECT pg_sleep(30)'));
      await until(isSleeping);
      await session.close();
      assert.equal((await failure).reason, 'cancelled');
      await until((now) => now.length === 0);
      assert.equal((await failureOf(session.query('SELECT 1'))).reason, 'cancelled');
      await session.close();
    });

    it('closes although nobody answers', async () => {
      const proxy = await startProxy(server);
      try {
        const session = await open({ ...direct(), port: proxy.port });
        proxy.swallow();
        const started = performance.now();
        await session.close();
        assert.ok(performance.now() - started < 3_000);
      } finally {
        await proxy.stop();
      }
    });

    it('fails as statementTimeout when a statement takes too long', async () => {
      await withSession(await open(uri, { timeouts: { statement: 100 } }), async (session) => {
        const failure = await failureOf(session.query('SELECT pg_sleep(30)'));
        assert.deepEqual(
          [failure.reason, failure.details['sqlState'], failure.details['timeout']],
          ['statementTimeout', '57014', 100],
        );
        assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: 1 }]);
      });
    });

    it('fails as serverError when an administrator cancels the statement', async () => {
      await withSession(await open(uri), async (session) => {
        const failure = failureOf(session.query('SELECT pg_sleep(30)'));
        await until(isSleeping);
        await admin.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'`);
        assert.equal((await failure).reason, 'serverError');
        assert.match(String((await failure).details['message']), /user request/);
      });
    });

    it('fails as lockTimeout when another session holds the table', async () => {
      await admin.query('BEGIN');
      await admin.query('LOCK TABLE locked');
      try {
        await withSession(await open(uri, { timeouts: { lock: 100 } }), async (session) => {
          const failure = await failureOf(session.query('SELECT * FROM public.locked'));
          assert.deepEqual(
            [failure.reason, failure.details['sqlState'], failure.details['timeout']],
            ['lockTimeout', '55P03', 100],
          );
        });
      } finally {
        await admin.query('ROLLBACK');
      }
    });

    it('fails as connectionLost when the server ends the session', async () => {
      const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'database-compare' AND datname = current_database()`;
      const session = await open(uri);
      const failure = failureOf(session.query('SELECT pg_sleep(30)'));
      await until(isSleeping);
      await admin.query(terminate);
      assert.deepEqual([(await failure).reason, (await failure).details['sqlState']], ['connectionLost', '57P01']);
      assert.equal((await failureOf(session.query('SELECT 1'))).reason, 'connectionLost');
      await session.close();

      const idle = await open(uri);
      await admin.query(terminate);
      await until((now) => now.length === 0);
      const later = await failureOf(idle.query('SELECT 1'));
      assert.deepEqual([later.reason, later.details['database']], ['connectionLost', direct().database]);
      await idle.close();
    });

    it('fails as connectionLost when the session was idle for too long', async () => {
      const session = await open(uri, { timeouts: { idleInTransaction: 100 } });
      await until((now) => now.length === 0);
      const failure = await failureOf(session.query('SELECT 1'));
      assert.deepEqual([failure.reason, failure.details['sqlState']], ['connectionLost', '25P03']);
      await session.close();
    });

    it('fails as connectionLost when the network breaks', async () => {
      const proxy = await startProxy(server);
      try {
        const session = await open({ ...direct(), port: proxy.port });
        const failure = failureOf(session.query('SELECT pg_sleep(0.5)'));
        await until(isSleeping);
        proxy.cut();
        assert.equal((await failure).reason, 'connectionLost');
        await session.close();
      } finally {
        await proxy.stop();
      }
    });

    it('leaves nothing behind when it is aborted while it connects', async () => {
      for (let wait = 0; wait < 20; wait += 1) {
        const abort = new AbortController();
        const opening = open(uri, { signal: abort.signal });
        await new Promise((resolve) => setTimeout(resolve, wait / 2));
        abort.abort();
        try {
          await (await opening).close();
        } catch (error) {
          assert.equal((error as { reason?: string }).reason, 'cancelled');
        }
      }
      await until((now) => now.length === 0);
    });
  });
}
