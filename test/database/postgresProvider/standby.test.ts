import assert from 'node:assert/strict';
import type { Session } from '../../../src/catalog/session.ts';
import type { Environment } from '../../../src/environments/environment.ts';
import { countEnvironment } from '../../../src/workflows/countSides.ts';
import { readSide } from '../../../src/workflows/readSide.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { startServer, startStandby } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';

/**
 * A standby that waits for nobody: what it replays ends every session that might see what goes away. Here that happens
 * at a chosen moment, between two statements of the tool or within one.
 */
describe('a standby server that stops what it conflicts with', function () {
  this.timeout(60_000);
  let primary: PostgresServer;
  let standby: PostgresServer;
  let database: string;
  const environment: Environment = { type: 'postgres', name: 'standby' };
  before(async () => {
    primary = await startServer(15);
    const uri = await primary.createDatabase(
      `CREATE TABLE first AS SELECT generate_series(1, 100) AS a; CREATE TABLE second AS SELECT generate_series(1, 20000) AS a; CREATE TABLE doomed AS SELECT generate_series(1, 100) AS a; CREATE SCHEMA many; DO $$ BEGIN FOR i IN 1..500 LOOP EXECUTE format('CREATE TABLE many.t_%s (a int)', i); END LOOP; END $$`,
    );
    database = new URL(uri).pathname.slice(1);
    standby = await startStandby(primary, { settings: { max_standby_streaming_delay: '0' } });
  });
  after(async () => {
    await standby.stop();
    await primary.stop();
  });

  /** What the standby has replayed conflicts with every snapshot that is older. */
  const conflict = async (): Promise<void> => {
    await primary.execute(database, 'DELETE FROM doomed WHERE a = (SELECT min(a) FROM doomed)');
    await primary.execute(database, 'VACUUM doomed');
    const client = await openDatabase(primary.connectionString(database));
    const [{ lsn } = { lsn: '' }] = await client.query<{ lsn: string }>(
      'SELECT pg_current_wal_insert_lsn()::text AS lsn',
    );
    await client.close();
    for (;;) {
      const reader = await openDatabase(standby.connectionString(database));
      const [row] = await reader
        .query<{ is: boolean }>('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS is', [lsn])
        .finally(() => reader.close());
      if (row?.is === true) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  /** Opens sessions on the standby, of which the first so many meet a conflict before the statement that is named. */
  const opening = (times: number, statement: RegExp) => {
    const opened: Session[] = [];
    const asked: string[] = [];
    const open = async (): Promise<Session> => {
      const session = await openDatabase(standby.connectionString(database));
      opened.push(session);
      const meets = opened.length <= times;
      let met = false;
      return {
        ...session,
        query: async <Row>(
          sql: string,
          params?: readonly unknown[],
          options?: { signal?: AbortSignal | undefined },
        ) => {
          asked.push(sql);
          if (meets && !met && statement.test(sql)) {
            met = true;
            await conflict();
          }
          return session.query<Row>(sql, params, options);
        },
      };
    };
    return { open, opened, asked };
  };

  it('is read again, until the whole catalog comes from one moment', async () => {
    const { open, opened } = opening(3, /WITH/);
    const side = await readSide({ ...environment, schemas: ['public'] }, { open, projects: Promise.resolve([]) }, {});
    assert.equal(opened.length, 4);
    assert.equal(side.nothingWritten, true);
    assert.deepEqual(
      side.catalog.objects
        .filter(({ kind }) => kind === 'table')
        .map(({ name }) => name)
        .toSorted(),
      ['doomed', 'first', 'second'],
    );
  });

  it('says what the server says where it never comes through', async () => {
    const { open, opened } = opening(99, /WITH/);
    await assert.rejects(
      readSide({ ...environment, schemas: ['public'] }, { open, projects: Promise.resolve([]) }, {}),
      (error: Error) => {
        assert.match(error.message, /40001.*conflict with recovery.*"environment":"standby"/);
        return true;
      },
    );
    assert.equal(opened.length, 6);
  });

  it('goes on counting where it was stopped', async () => {
    // More tables than one statement counts; the largest comes last.
    const { open, opened, asked } = opening(1, /FROM ONLY public\.second/);
    const result = await countEnvironment(
      { ...environment, schemas: ['public', 'many'] },
      { open },
      { estimate: false, views: false, foreignTables: false },
      {},
    );
    assert.equal(opened.length, 2);
    assert.equal(asked.filter((sql) => sql.includes('ONLY many.t_1)')).length, 1);
    assert.equal(result.counts.size, 503);
    assert.ok([...result.counts.values()].every(({ exact }) => exact));
    const second = result.counts.get('public.second');
    assert.equal(second?.exact === true ? second.rows : undefined, 20_000);
  });
});
