import assert from 'node:assert/strict';
import { Client } from 'pg';
import { sharedServer } from '../../support/postgresServers.ts';
import { countRows, factDifferences, readFacts } from '../../unit/sample/databaseFacts.ts';
import type { Fact } from '../../unit/sample/databaseFacts.ts';
import { expectedDifferences, expectedRowCounts } from '../../unit/sample/expectedDifferences.ts';
import { sampleSql } from '../../unit/sample/sampleFiles.ts';
import type { SampleSide } from '../../unit/sample/sampleFiles.ts';

for (const version of [14, 18] as const) {
  describe(`the sample's databases on PostgreSQL ${String(version)}`, function () {
    this.timeout(60_000);

    it('load into empty databases and differ as they do embedded', async () => {
      const production = await load(version, 'production');
      const local = await load(version, 'local');
      assert.deepEqual(factDifferences(production, local), expectedDifferences());
    });
  });
}

async function load(version: 14 | 18, side: SampleSide): Promise<readonly Fact[]> {
  const server = await sharedServer(version);
  const client = new Client({ connectionString: await server.createDatabase(sampleSql(side)) });
  await client.connect();
  try {
    const query = async (sql: string): Promise<readonly unknown[]> =>
      (await client.query<Record<string, unknown>>(sql)).rows;
    assert.deepEqual(await countRows(query), expectedRowCounts(side));
    return await readFacts(query);
  } finally {
    await client.end();
  }
}
