import { Client } from 'pg';
import type { Environment, PostgresEnvironment } from '../../src/environments/environment.ts';
import { defaultTimeouts } from '../../src/environments/provider.ts';
import { createPostgresProvider } from '../../src/environments/providers/postgres/postgresProvider.ts';
import { countEnvironment } from '../../src/workflows/countSides.ts';
import { startProxy } from '../database/postgresProvider/support.ts';
import { startServer } from '../support/postgresServers.ts';
import type { PostgresServer, PostgresVersion } from '../support/postgresServers.ts';
import { inTurn } from './inTurn.ts';

/** 60 tables with 1.5 M rows, a million of them in one. */
const tables = 60;
const rows = 1_500_000;
const largest = 1_000_000;
const emptyTables = 5_000;

/**
 * What counting the rows of a database takes, connecting and listing included, over what the bare statements take over
 * one connection: count(*) of each table in turn, and the one UNION ALL that somebody would write who knows the tables.
 * At no latency, and through a proxy that adds 60 ms to a round trip.
 */
export async function benchRowCounts(version: PostgresVersion): Promise<Record<string, string>[]> {
  // Room for as many locks as creating the empty tables takes, and no more: pg_locks looks through all of it.
  const server = await startServer(version, { settings: { max_locks_per_transaction: '128', autovacuum: 'off' } });
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}

async function measure(server: PostgresServer): Promise<Record<string, string>[]> {
  const uri = await server.createDatabase(rowsIn60Tables());
  await server.execute(new URL(uri).pathname.slice(1), 'VACUUM ANALYZE');
  const measured: Record<string, string>[] = [];
  for (const latency of [0, 60]) {
    const proxy = await startProxy(server, latency === 0 ? {} : { delay: latency });
    const at = new URL(uri);
    if (latency > 0) at.port = String(proxy.port);
    const times = await inTurn(latency === 0 ? 9 : 5, {
      count: async () => count(at.href, rows),
      oneByOne: async () => bare(at.href, names.map(countOf)),
      union: async () => bare(at.href, [names.map(countOf).join(' UNION ALL ')]),
    });
    await proxy.stop();
    const [ours = 0, oneByOne = 0, union = 0] = [times['count'], times['oneByOne'], times['union']];
    measured.push({
      'counting rows': `60 tables, 1.5 M rows, ${String(latency)} ms a round trip`,
      'count, ms': ours.toFixed(0),
      '/ count(*) one by one': (ours / oneByOne).toFixed(2),
      '/ one UNION ALL': (ours / union).toFixed(2),
    });
  }
  const empty = await server.createDatabase(
    Array.from({ length: emptyTables }, (_, index) => `CREATE TABLE e${String(index)} (a int)`).join(';'),
  );
  const { count: ours = 0 } = await inTurn(3, { count: async () => count(empty, 0) });
  measured.push({ 'counting rows': '5,000 empty tables', 'count, ms': ours.toFixed(0) });
  return measured;
}

const names = Array.from({ length: tables }, (_, index) => `t${String(index)}`);

function rowsIn60Tables(): string {
  const each = Math.floor((rows - largest) / (tables - 1));
  const last = rows - largest - each * (tables - 2);
  return names
    .map((name, index) => {
      const count = index === 0 ? largest : index === tables - 1 ? last : each;
      return `CREATE TABLE ${name} AS SELECT n AS id, md5(n::text) AS a, n % 100 AS b, now() AS c FROM generate_series(1, ${String(count)}) n;
        ALTER TABLE ${name} ADD PRIMARY KEY (id);`;
    })
    .join('\n');
}

function countOf(name: string): string {
  return `SELECT count(*) FROM ${name}`;
}

async function bare(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  let total = 0;
  for (const statement of statements) {
    const answer = await client.query<{ count: string }>(statement);
    for (const row of answer.rows) total += Number(row.count);
  }
  await client.end();
  if (total !== rows) throw new Error(`counted ${String(total)}`);
}

async function count(connectionString: string, expected: number): Promise<void> {
  const provider = createPostgresProvider({ timeouts: defaultTimeouts, variables: {} });
  const environment: Environment = { type: 'postgres', name: 'bench', connectionString };
  const open = (each: Environment) => provider.open(each as PostgresEnvironment);
  const { counts } = await countEnvironment(
    environment,
    { open },
    { estimate: false, views: false, foreignTables: false },
    {},
  );
  const total = [...counts.values()].reduce((sum, each) => sum + (each.exact ? each.rows : Number.NaN), 0);
  if (total !== expected) throw new Error(`counted ${String(total)}`);
}
