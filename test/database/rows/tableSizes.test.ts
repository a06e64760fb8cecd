import assert from 'node:assert/strict';
import { Client } from 'pg';
import { readTableSizes } from '../../../src/rows/readTableSizes.ts';
import type { TableSize } from '../../../src/rows/tableSize.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';

const asked = ['odd.Table "x"', 'parts', 'secret', 'fresh', 'shown', 'gone'].map((name) => ({
  schema: 'public',
  name,
}));

for (const version of [12, 18] as const) {
  describe(`the sizes of tables on PostgreSQL ${String(version)}`, function () {
    this.timeout(60_000);
    let connectionString: string;
    let readerString: string;
    before(async () => {
      const server = await sharedServer(version);
      connectionString = await server.createDatabase(`
        CREATE TABLE "odd.Table ""x""" AS SELECT n FROM generate_series(1, 852) n;
        CREATE TABLE parts (n integer) PARTITION BY RANGE (n);
        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100);
        CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (200);
        INSERT INTO parts SELECT n FROM generate_series(0, 149) n;
        CREATE TABLE secret AS SELECT n FROM generate_series(1, 300) n;
        CREATE TABLE fresh (n integer);
        CREATE VIEW shown AS SELECT 1 AS n;
        ANALYZE secret;
        DROP ROLE IF EXISTS size_reader;
        CREATE ROLE size_reader LOGIN;
        GRANT SELECT ON "odd.Table ""x""", parts, fresh, shown TO size_reader;`);
      const database = new URL(connectionString).pathname.slice(1);
      readerString = server.connectionString(database, { name: 'size_reader' });
    });
    after(async () => {
      const client = new Client({ connectionString });
      await client.connect();
      await client.query('DROP OWNED BY size_reader; DROP ROLE size_reader');
      await client.end();
    });

    const read = async (uri: string): Promise<ReadonlyMap<string, TableSize>> => {
      const session = await openDatabase(uri);
      try {
        return new Map((await readTableSizes(session, asked)).map((size) => [size.name, size]));
      } finally {
        await session.close();
      }
    };

    it('are counted exactly, partitions together', async () => {
      const sizes = await read(connectionString);
      assert.deepEqual(sizes.get('odd.Table "x"')?.rows, { count: 852, source: 'count' });
      assert.deepEqual(sizes.get('parts')?.rows, { count: 150, source: 'count' });
      assert.deepEqual(sizes.get('fresh')?.rows, { count: 0, source: 'count' });
      assert.ok((sizes.get('parts')?.bytes ?? 0) >= 16_384);
    });

    it('are left out of what is not there, and a view has no rows', async () => {
      const sizes = await read(connectionString);
      assert.equal(sizes.has('gone'), false);
      assert.deepEqual([sizes.get('shown')?.rows, sizes.get('shown')?.bytes], [null, 0]);
    });

    it('are an estimate with its date where the role may not count', async () => {
      const sizes = await read(readerString);
      assert.deepEqual(sizes.get('secret')?.rows, { count: 300, source: 'analyze' });
      // Up to 14 a process of its own gathers the statistics, when it comes to it.
      const analyzedAt = sizes.get('secret')?.analyzedAt ?? null;
      if (version > 14 || analyzedAt !== null) assert.match(analyzedAt ?? '', /^\d{4}-\d\d-\d\dT/);
      assert.deepEqual(sizes.get('odd.Table "x"')?.rows, { count: 852, source: 'count' });
    });
  });
}
