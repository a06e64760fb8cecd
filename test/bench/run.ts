/**
 * `npm run bench`: what `database-compare compare` costs beside what the server itself needs, as ratios of medians
 * taken in turn in one run, so that they hold on any machine. Prints a table; fails on nothing but an error.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { catalogStatement } from '../../src/catalog/catalogStatement.ts';
import { startServer } from '../support/postgresServers.ts';
import { changes, largeSchema } from './largeSchema.ts';
import { dumpBoth, findPgDump, npmPeers } from './peers.ts';

const run = promisify(execFile);
const cli = path.resolve('dist/cli.js');
const bigOutput = { maxBuffer: 1 << 30 };
const changedTables = 50;

if (!existsSync(cli)) throw new Error('dist/cli.js is not there: run `npm run build` first');

const pgDump = await findPgDump();
const peers = await npmPeers();
// A pg_dump reads servers up to its own version, so the newest server is taken that it reads.
const version = pgDump === undefined || pgDump.major >= 18 ? 18 : pgDump.major >= 14 ? 14 : 12;
const server = await startServer(version, { settings: { max_locks_per_transaction: '20000', autovacuum: 'off' } });
try {
  const rows: Record<string, string>[] = [];
  for (const tables of [100, 1_000, 10_000]) {
    const left = await server.createDatabase(largeSchema(tables));
    const right = await server.createDatabase(`${largeSchema(tables)}\n${changes(changedTables)}`);
    await Promise.all([left, right].map((uri) => server.execute(new URL(uri).pathname.slice(1), 'VACUUM ANALYZE')));
    const others = tables > 1_000 ? [] : peers;
    const [node = 0, bare = 0, whole = 0, ...rest] = await inTurn(tables > 1_000 ? 3 : 5, [
      () => run(process.execPath, ['-e', '0']),
      () => bareStatements([left, right]),
      () => compare(left, right),
      ...others.map((peer) => () => peer.compare(left, right)),
      ...(pgDump === undefined ? [] : [() => dumpBoth(pgDump.file, left, right)]),
    ]);
    const over = (name: string, time: number | undefined): Record<string, string> => ({
      [`/ ${name}`]: time === undefined ? '' : (whole / time).toFixed(2),
    });
    const ratios = Object.fromEntries(
      peers.flatMap(({ name }, index) => Object.entries(over(name, others.length === 0 ? undefined : rest[index]))),
    );
    rows.push({
      tables: String(tables),
      'compare, ms': whole.toFixed(0),
      'beyond Node / bare statements': ((whole - node) / bare).toFixed(2),
      ...over('pg_dump -s of both', pgDump === undefined ? undefined : rest[others.length]),
      ...ratios,
    });
  }
  console.log(`PostgreSQL ${String(version)}; ratios below 1 mean that compare is faster`);
  console.table(rows);
} finally {
  await server.stop();
}

/** The catalog statement of both sides at once over plain connections, its rows thrown away: the server's own time. */
async function bareStatements(uris: readonly string[]): Promise<void> {
  await Promise.all(
    uris.map(async (connectionString) => {
      const client = new Client({ connectionString });
      await client.connect();
      await client.query('SET search_path TO pg_catalog; SET jit TO off');
      await client.query({ text: catalogStatement(version * 10_000), values: [null], rowMode: 'array' });
      await client.end();
    }),
  );
}

async function compare(left: string, right: string): Promise<void> {
  // The exit code for "different" is 1, which execFile reports as an error with the output.
  const result = await run(
    process.execPath,
    [cli, 'compare', left, right, '--format', 'json', '--workspace', 'test/bench'],
    bigOutput,
  ).catch((error: unknown) => error as { readonly stdout?: string });
  const report = JSON.parse(result.stdout ?? '') as { differences: unknown[] };
  if (report.differences.length !== changedTables)
    throw new Error(`expected ${String(changedTables)} differences, got ${String(report.differences.length)}`);
}

/** Runs the candidates in turn, so that a slow moment of the machine meets all of them; gives medians in milliseconds. */
async function inTurn(rounds: number, candidates: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const times = candidates.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, candidate] of candidates.entries()) {
      const start = performance.now();
      await candidate();
      // The first round only warms the caches.
      if (round > 0) times[index]?.push(performance.now() - start);
    }
  }
  return times.map((list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0);
}
