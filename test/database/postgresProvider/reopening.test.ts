import assert from 'node:assert/strict';
import { CompareError } from '../../../src/compareError.ts';
import type { Environment } from '../../../src/environments/environment.ts';
import { inSession } from '../../../src/workflows/inSession.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { failureOf } from './support.ts';

describe('a connection that is lost under way', function () {
  this.timeout(30_000);

  const environment: Environment = { type: 'postgres', name: 'production' };

  /** Reads, while the server ends the first so many sessions between two statements. */
  const readThrough = async (losses: number): Promise<readonly [rows: unknown, opened: number]> => {
    const server = await sharedServer(14);
    const uri = await server.createDatabase('CREATE TABLE t AS SELECT 1 AS a');
    let opened = 0;
    const rows = await inSession(
      environment,
      () => {
        opened += 1;
        return openDatabase(uri);
      },
      {},
      async (session) => {
        const [{ pid } = { pid: 0 }] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        if (opened <= losses) await server.execute('postgres', `SELECT pg_terminate_backend(${String(pid)})`);
        return session.query('SELECT a FROM public.t');
      },
    );
    return [rows, opened];
  };

  it('is opened again once', async () => {
    assert.deepEqual(await readThrough(0), [[{ a: 1 }], 1]);
    assert.deepEqual(await readThrough(1), [[{ a: 1 }], 2]);
    const error = await failureOf(readThrough(2));
    assert.deepEqual([error.reason, error.details['environment']], ['connectionLost', 'production']);
  });

  it('is opened again for a conflict with recovery, and not for other errors', async () => {
    const server = await sharedServer(14);
    const uri = await server.createDatabase();
    const failWith = async (sqlState: string, times: number): Promise<number> => {
      let tries = 0;
      await inSession(
        environment,
        () => openDatabase(uri),
        {},
        async (session) => {
          tries += 1;
          if (tries <= times) throw new CompareError('serverError', { sqlState });
          await session.query('SELECT 1');
        },
      );
      return tries;
    };
    assert.equal(await failWith('40001', 5), 6);
    assert.equal((await failureOf(failWith('40001', 6))).reason, 'serverError');
    assert.equal((await failureOf(failWith('XX000', 1))).reason, 'serverError');
  });
});
