import assert from 'node:assert/strict';
import { Client } from 'pg';
import { postgresVersions, sharedServer, startServer } from '../support/postgresServers.ts';

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('test servers', () => {
  for (const version of postgresVersions) {
    it(`starts PostgreSQL ${String(version)} and makes databases with SQL in them`, async () => {
      const server = await sharedServer(version);
      const uri = await server.createDatabase('CREATE TABLE a (b int); INSERT INTO a VALUES (1), (2)');
      const rows = await query(
        uri,
        "SELECT current_setting('server_version_num')::int / 10000 AS version, count(*)::int AS count FROM a",
      );
      assert.deepEqual(rows, [{ version, count: 2 }]);
    });
  }

  it('refuses a wrong password where passwords are asked for', async () => {
    const server = await startServer(18, { auth: 'scram-sha-256' });
    try {
      const uri = await server.createDatabase();
      assert.deepEqual(await query(uri, 'SELECT 1 AS one'), [{ one: 1 }]);
      const wrong = server.connectionString('postgres', { name: 'postgres', password: 'wrong' });
      await assert.rejects(query(wrong, 'SELECT 1'), { code: '28P01' });
    } finally {
      await server.stop();
    }
  });
});
