import assert from 'node:assert/strict';
import { Client } from 'pg';
import { CompareError } from '../../../src/compareError.ts';
import type { Environment, PostgresEnvironment } from '../../../src/environments/environment.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import type { OpenOptions } from '../../../src/environments/provider.ts';
import { createPostgresProvider } from '../../../src/environments/providers/postgres/postgresProvider.ts';
import type { RowCount } from '../../../src/rows/rowCount.ts';
import { countEnvironment } from '../../../src/workflows/countSides.ts';
import type { CountedEnvironment, CountRequest } from '../../../src/workflows/countSides.ts';
import { sharedServer, startServer } from '../../support/postgresServers.ts';
import { startProxy } from '../postgresProvider/support.ts';

const tablesOnly: CountRequest = { estimate: false, views: false, foreignTables: false };
const withViews: CountRequest = { ...tablesOnly, views: true };

/** Quick tables, and a view that takes as long as anybody looks. */
const slowly = `
  CREATE TABLE a AS SELECT generate_series(1, 3); CREATE TABLE b AS SELECT generate_series(1, 5);
  CREATE FUNCTION wait() RETURNS int LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(30); RETURN 1; END';
  CREATE VIEW z AS SELECT wait() AS w FROM a OFFSET 0;`;

const exact = (rows: number): RowCount => ({ exact: true, rows });

function obstacleOf({ counts }: CountedEnvironment, path: string): string | undefined {
  const count = counts.get(path);
  return count?.exact === false ? count.obstacle : undefined;
}

describe('counting an environment', function () {
  this.timeout(60_000);

  const open = (environment: Environment, options: OpenOptions, timeouts: Partial<typeof defaultTimeouts> = {}) =>
    createPostgresProvider({ timeouts: { ...defaultTimeouts, ...timeouts }, variables: {} }).open(
      environment as PostgresEnvironment,
      options,
    );
  const at = (connectionString: string): Environment => ({ type: 'postgres', name: 'test', connectionString });
  const database = async (sql: string): Promise<string> => (await sharedServer(16)).createDatabase(sql);
  const ask = async <T>(uri: string, sql: string): Promise<readonly T[]> => {
    const client = new Client({ connectionString: uri });
    await client.connect();
    try {
      return (await client.query(sql)).rows as T[];
    } finally {
      await client.end();
    }
  };

  it('keeps what has come when it is cancelled, and the server stops working on the rest', async () => {
    const uri = await database(slowly);
    const controller = new AbortController();
    const onCounted = ({ counts }: CountedEnvironment): void => {
      // The view is under way by then.
      if (counts.get('public.b')?.exact === true) setTimeout(() => controller.abort(), 300);
    };
    const counted = await countEnvironment(at(uri), { open }, withViews, { signal: controller.signal, onCounted });
    assert.equal(counted.stoppedBy?.reason, 'cancelled');
    assert.deepEqual([counted.counts.get('public.a'), counted.counts.get('public.b')], [exact(3), exact(5)]);
    assert.equal(obstacleOf(counted, 'public.z'), 'stopped');
    const working = await ask(
      uri,
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
    );
    assert.equal(working.length, 0);
  });

  it('keeps what has come when the server is out of reach all at once, and completes it later', async () => {
    const uri = await database(slowly);
    const server = await sharedServer(16);
    const proxy = await startProxy(server);
    const through = new URL(uri);
    through.port = String(proxy.port);
    let hasCut = false;
    const onCounted = ({ counts }: CountedEnvironment): void => {
      if (hasCut || counts.get('public.b')?.exact !== true) return;
      hasCut = true;
      // What cuts the connection, and lets no other one through.
      setTimeout(() => void proxy.stop(), 200);
    };
    const counted = await countEnvironment(at(through.href), { open }, withViews, { onCounted });
    assert.equal(counted.stoppedBy?.reason, 'connectionRefused');
    assert.deepEqual([counted.counts.get('public.a'), counted.counts.get('public.b')], [exact(3), exact(5)]);
    assert.equal(obstacleOf(counted, 'public.z'), 'stopped');

    // The server has not noticed yet that nobody listens.
    await ask(
      uri,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await ask(uri, 'CREATE OR REPLACE VIEW z AS SELECT 1 AS w FROM a; INSERT INTO a VALUES (4)');
    const keep = new Map([...counted.counts].filter(([, count]) => count.exact));
    const completed = await countEnvironment(at(uri), { open }, { ...withViews, keep }, {});
    assert.equal(completed.stoppedBy, undefined);
    // What was known stays; the rest is of now.
    assert.deepEqual([completed.counts.get('public.a'), completed.counts.get('public.z')], [exact(3), exact(4)]);
  });

  it('fails where nothing has come', async () => {
    const uri = await database('CREATE TABLE a ()');
    const signal = AbortSignal.abort();
    await assert.rejects(
      countEnvironment(at(uri), { open }, tablesOnly, { signal }),
      (error: unknown) => error instanceof CompareError && error.reason === 'cancelled',
    );
  });

  it('keeps the estimate of the one table that takes longer than the time limit, and counts the rest', async () => {
    const server = await sharedServer(16);
    const uri = await database(`
      DO $$ BEGIN CREATE ROLE slow_counter LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
      CREATE TABLE small AS SELECT generate_series(1, 7); CREATE TABLE other AS SELECT 1;
      CREATE TABLE big AS SELECT generate_series(1, 4000) AS n; ANALYZE big;
      ALTER TABLE big ENABLE ROW LEVEL SECURITY; CREATE POLICY slowly ON big USING (pg_sleep(0.005) IS NOT NULL);
      ALTER TABLE other ENABLE ROW LEVEL SECURITY;
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO slow_counter;`);
    const reader = server.connectionString(new URL(uri).pathname.slice(1), { name: 'slow_counter' });
    const counted = await countEnvironment(
      at(reader),
      { open: (environment, options) => open(environment, options, { statement: 1_500 }) },
      tablesOnly,
      {},
    );
    const big = counted.counts.get('public.big');
    assert.ok(big?.exact === false);
    assert.deepEqual([big.obstacle, big.estimate?.rows, big.estimate?.source], ['statementTimeout', 4_000, 'analyze']);
    assert.deepEqual(counted.counts.get('public.small'), exact(7));
    // A policy hides what is there, which the count alone does not tell.
    assert.deepEqual(counted.counts.get('public.other'), exact(0));
    const secured = counted.tables.filter(({ hasRowSecurity }) => hasRowSecurity).map(({ name }) => name);
    assert.deepEqual(secured, ['big', 'other']);
  });

  it('waits for one locked table only, however many there are', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `locked_${String(index)}`);
    const uri = await database(
      `${names.map((name) => `CREATE TABLE ${name} (); ANALYZE ${name}`).join(';')}; CREATE TABLE free AS SELECT 1`,
    );
    const client = new Client({ connectionString: uri });
    await client.connect();
    await client.query(`BEGIN; ${names.map((name) => `LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE`).join(';')}`);
    const started = performance.now();
    const counted = await countEnvironment(
      at(uri),
      { open: (environment, options) => open(environment, options, { lock: 1_000 }) },
      tablesOnly,
      {},
    );
    const took = performance.now() - started;
    await client.end();
    assert.deepEqual(counted.counts.get('public.free'), exact(1));
    assert.deepEqual(new Set(names.map((name) => obstacleOf(counted, `public.${name}`))), new Set(['lockTimeout']));
    assert.ok(took < 6_000, String(took));
  });

  it('lets go of the tables that it has counted, and counts all of them in one snapshot', async () => {
    const uri = await database(slowly);
    const controller = new AbortController();
    let altered = false;
    const onCounted = ({ counts }: CountedEnvironment): void => {
      if (counts.get('public.a')?.exact !== true) return;
      setTimeout(() => {
        void ask(uri, `SET lock_timeout = '2s'; ALTER TABLE b ADD COLUMN c int; INSERT INTO b VALUES (9, 9)`)
          .then(() => (altered = true))
          .finally(() => {
            controller.abort();
          });
      }, 200);
    };
    await countEnvironment(at(uri), { open }, withViews, { signal: controller.signal, onCounted });
    assert.ok(altered, 'nobody could alter a table while others were counted');
  });

  it('counts more tables than the server can lock at once', async function () {
    this.timeout(120_000);
    const server = await startServer(16, { settings: { max_locks_per_transaction: '10', max_connections: '20' } });
    try {
      const uri = await server.createDatabase(`
        DO $$ BEGIN FOR i IN 1..1200 LOOP
          EXECUTE format('CREATE TABLE t%s (a int PRIMARY KEY)', i); IF i % 20 = 0 THEN COMMIT; END IF;
        END LOOP; END $$`);
      const counted = await countEnvironment(at(uri), { open }, tablesOnly, {});
      assert.equal([...counted.counts.values()].filter(({ exact: isExact }) => isExact).length, 1200);
    } finally {
      await server.stop();
    }
  });

  it('takes foreign tables and views when they are chosen, and partitions of either kind once', async () => {
    const uri = await database(`
      CREATE EXTENSION postgres_fdw; CREATE TABLE a AS SELECT generate_series(1, 3) AS n; CREATE VIEW v AS SELECT FROM a;
      CREATE SERVER here FOREIGN DATA WRAPPER postgres_fdw; CREATE FOREIGN TABLE far (n int) SERVER here;
      CREATE TABLE part (n int) PARTITION BY LIST (n); CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
      CREATE FOREIGN TABLE part_far PARTITION OF part FOR VALUES IN (2) SERVER here; INSERT INTO part VALUES (1), (1);`);
    const paths = async (request: CountRequest): Promise<readonly string[]> =>
      [...(await countEnvironment(at(uri), { open }, request, {})).counts]
        .filter(([, { exact: isExact }]) => isExact)
        .map(([path]) => path)
        .sort();
    assert.deepEqual(await paths(tablesOnly), ['public.a', 'public.part_1']);
    assert.deepEqual(await paths(withViews), ['public.a', 'public.part_1', 'public.v']);
    const all = await countEnvironment(at(uri), { open }, { ...tablesOnly, foreignTables: true }, {});
    // The other server is no server: said with its own words.
    const far = all.counts.get('public.far');
    assert.ok(far?.exact === false && far.obstacle === 'failed');
    assert.match(far.message ?? '', /./);
    assert.equal(all.counts.get('public.part')?.exact, false);
  });
});
