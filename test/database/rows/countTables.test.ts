import assert from 'node:assert/strict';
import { Client } from 'pg';
import type { Session } from '../../../src/catalog/session.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { createPostgresProvider } from '../../../src/environments/providers/postgres/postgresProvider.ts';
import { countTables } from '../../../src/rows/countTables.ts';
import { listTables } from '../../../src/rows/listTables.ts';
import { tablesToCount, withPartitionedTables } from '../../../src/rows/partitions.ts';
import type { ListedTable, RowCount } from '../../../src/rows/rowCount.ts';
import { sharedServer } from '../../support/postgresServers.ts';

const everything = { views: true, foreignTables: true };

for (const version of [14, 18] as const) {
  describe(`counting tables on PostgreSQL ${String(version)}`, function () {
    this.timeout(60_000);

    const makeDatabase = async (setUp: string): Promise<string> => (await sharedServer(version)).createDatabase(setUp);

    const withSession = async <T>(
      uri: string,
      use: (session: Session) => Promise<T>,
      timeouts: Partial<typeof defaultTimeouts> = {},
    ): Promise<T> => {
      const provider = createPostgresProvider({ timeouts: { ...defaultTimeouts, ...timeouts }, variables: {} });
      const session = await provider.open({ type: 'postgres', name: 'x', connectionString: uri });
      try {
        return await use(session);
      } finally {
        await session.close();
      }
    };

    const withClient = async <T>(uri: string, use: (client: Client) => Promise<T>): Promise<T> => {
      const client = new Client({ connectionString: uri });
      await client.connect();
      try {
        return await use(client);
      } finally {
        await client.end();
      }
    };

    const countAll = async (
      session: Session,
      between: (tables: readonly ListedTable[]) => Promise<void> = () => Promise.resolve(),
    ): Promise<Record<string, RowCount>> => {
      const { tables } = await listTables(session);
      await between(tables);
      const counts = new Map<string, RowCount>();
      const onCounted = (some: ReadonlyMap<string, RowCount>): void => {
        for (const [path, count] of some) counts.set(path, count);
      };
      await countTables(session, tablesToCount(tables, everything), { onCounted });
      return Object.fromEntries(withPartitionedTables(tables, counts));
    };
    const obstacleOf = (count: RowCount | undefined): string | undefined =>
      count?.exact === false ? count.obstacle : undefined;
    const exact = (rows: number): RowCount => ({ exact: true, rows });

    it('counts every kind once, hostile names among them', async () => {
      const uri = await makeDatabase(`
        CREATE TABLE "a ""b; drop table x; --" AS SELECT generate_series(1, 7);
        CREATE TABLE "<img src=x>" (); CREATE TABLE "two
lines, $1 \\ 'one' %s {}" AS SELECT 1; CREATE TABLE "json_table" (); CREATE TABLE parent (a int); CREATE TABLE child () INHERITS (parent);
        INSERT INTO parent VALUES (1); INSERT INTO child VALUES (2), (3);
        CREATE TABLE measured (day int) PARTITION BY RANGE (day);
        CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM (1) TO (2);
        CREATE TABLE measured_2 PARTITION OF measured FOR VALUES FROM (2) TO (9) PARTITION BY RANGE (day);
        CREATE TABLE measured_2a PARTITION OF measured_2 DEFAULT;
        INSERT INTO measured VALUES (1), (2), (3), (4);
        CREATE VIEW seen AS SELECT * FROM parent; CREATE MATERIALIZED VIEW kept AS SELECT * FROM child;`);
      assert.deepEqual(await withSession(uri, (session) => countAll(session)), {
        'public."<img src=x>"': exact(0),
        'public."a ""b; drop table x; --"': exact(7),
        'public."json_table"': exact(0),
        'public."two\nlines, $1 \\ \'one\' %s {}"': exact(1),
        'public.child': exact(2),
        'public.kept': exact(2),
        'public.measured': exact(4),
        'public.measured_1': exact(1),
        'public.measured_2': exact(3),
        'public.measured_2a': exact(3),
        'public.parent': exact(1),
        'public.seen': exact(3),
      });
    });

    it('goes on without a table that another session has locked, and says so', async () => {
      const uri = await makeDatabase(
        `CREATE TABLE a AS SELECT 1; CREATE TABLE b AS SELECT generate_series(1, 2); CREATE TABLE c AS SELECT 1`,
      );
      await withClient(uri, async (client) => {
        await client.query('BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE');
        const counts = await withSession(uri, (session) => countAll(session), { lock: 200 });
        assert.deepEqual([counts['public.a'], counts['public.c']], [exact(1), exact(1)]);
        assert.equal(obstacleOf(counts['public.b']), 'lockTimeout');
      });
    });

    it('goes on without a table that is locked, and one that is dropped, after they were listed', async () => {
      const uri = await makeDatabase(
        `CREATE TABLE a AS SELECT 1; CREATE TABLE b AS SELECT generate_series(1, 2); CREATE TABLE c AS SELECT 1; CREATE TABLE d AS SELECT 1`,
      );
      await withClient(uri, async (client) => {
        const counts = await withSession(
          uri,
          (session) =>
            countAll(session, async () => {
              await client.query('DROP TABLE c');
              await client.query('BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE');
            }),
          { lock: 200 },
        );
        assert.deepEqual([counts['public.a'], counts['public.d']], [exact(1), exact(1)]);
        assert.equal(obstacleOf(counts['public.b']), 'lockTimeout');
        assert.equal(obstacleOf(counts['public.c']), 'changed');
      });
    });

    it('keeps the estimate of a table that takes too long, with its age, and counts the others', async () => {
      const uri = await makeDatabase(`
        CREATE TABLE big AS SELECT generate_series(1, 2000) a; ANALYZE big;
        CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN 1; END';
        CREATE VIEW slow_view AS SELECT slow(a) FROM big OFFSET 0; CREATE TABLE small AS SELECT 1;`);
      const counts = await withSession(uri, (session) => countAll(session), { statement: 1_000 });
      assert.deepEqual([counts['public.big'], counts['public.small']], [exact(2000), exact(1)]);
      assert.equal(obstacleOf(counts['public.slow_view']), 'statementTimeout');
    });

    it('does not ask for what the role may not read', async () => {
      const server = await sharedServer(version);
      const uri = await makeDatabase(`
        DO $$ BEGIN CREATE ROLE row_counter LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        CREATE TABLE open AS SELECT generate_series(1, 3) a; CREATE TABLE closed AS SELECT generate_series(1, 5) a;
        CREATE TABLE partly (a int) PARTITION BY LIST (a); CREATE TABLE partly_1 PARTITION OF partly DEFAULT;
        INSERT INTO partly VALUES (1), (2); GRANT SELECT ON open, partly TO row_counter; ANALYZE;`);
      const database = new URL(uri).pathname.slice(1);
      const counts = await withSession(server.connectionString(database, { name: 'row_counter' }), (session) =>
        countAll(session),
      );
      assert.deepEqual(counts['public.open'], exact(3));
      const closed = counts['public.closed'];
      assert.ok(closed?.exact === false);
      assert.deepEqual(
        [closed.obstacle, closed.estimate?.rows, closed.estimate?.source],
        ['permissionDenied', 5, 'analyze'],
      );
      // Up to 14 a process of its own gathers the statistics, when it comes to it.
      const analyzedAt = closed.estimate?.analyzedAt ?? null;
      if (version > 14 || analyzedAt !== null) assert.match(analyzedAt ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual(counts['public.partly'], exact(2));
    });

    it('tells what has come when it is cancelled', async () => {
      const uri = await makeDatabase(
        `CREATE TABLE a AS SELECT 1; CREATE VIEW z AS SELECT 1 AS one FROM a, pg_sleep(20) OFFSET 0;`,
      );
      await withSession(uri, async (session) => {
        const { tables } = await listTables(session);
        const controller = new AbortController();
        const told: string[] = [];
        const first = tables.filter(({ kind }) => kind === 'table');
        const onCounted = (some: ReadonlyMap<string, RowCount>): void => {
          told.push(...some.keys());
          controller.abort();
        };
        await countTables(session, first, { onCounted });
        await assert.rejects(
          countTables(session, tables, { onCounted, signal: controller.signal }),
          (error: unknown) => error instanceof Error && error.message.startsWith('cancelled'),
        );
        assert.deepEqual(told, ['public.a']);
      });
    });

    it('counts 5,000 tables in few statements', async () => {
      const uri = await makeDatabase(
        `DO $$ BEGIN FOR i IN 1..5000 LOOP EXECUTE format('CREATE TABLE %I (a int)', 't ' || i); IF i % 500 = 0 THEN COMMIT; END IF; END LOOP; END $$`,
      );
      await withSession(uri, async (session) => {
        let statements = 0;
        const counting: Session = {
          ...session,
          query: (...args) => {
            statements += 1;
            return session.query(...args);
          },
        };
        const counts = await countAll(counting);
        assert.equal(Object.values(counts).filter((count) => count.exact && count.rows === 0).length, 5000);
        assert.ok(statements <= 12, String(statements));
      });
    });
  });
}
