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

const run = promisify(execFile);
const cli = path.resolve('dist/cli.js');
const bigOutput = { maxBuffer: 1 << 30 };
const rounds = 5;
const changedTables = 50;

if (!existsSync(cli)) throw new Error('dist/cli.js is not there: run `npm run build` first');

const server = await startServer(18, { settings: { max_locks_per_transaction: '20000' } });
try {
  const pgDump = await findPgDump(server.connectionString('postgres'));
  const rows: Record<string, string>[] = [];
  for (const tables of [100, 1_000, 10_000]) {
    const left = await server.createDatabase(largeSchema(tables));
    const right = await server.createDatabase(`${largeSchema(tables)}\n${changes(changedTables)}`);
    const measured = await inTurn([
      () => run(process.execPath, ['-e', '0']),
      () => bareStatements([left, right]),
      () => compare(left, right),
      ...(pgDump === undefined
        ? []
        : [() => Promise.all([left, right].map((uri) => run(pgDump, ['-s', uri], bigOutput)))]),
    ]);
    const [node = 0, bare = 0, whole = 0, dumps] = measured;
    rows.push({
      tables: String(tables),
      'compare, ms': whole.toFixed(0),
      'beyond Node, over the bare statements': ((whole - node) / bare).toFixed(2),
      'over pg_dump -s of both sides': dumps === undefined ? 'no pg_dump here' : (whole / dumps).toFixed(2),
    });
  }
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
      await client.query({ text: catalogStatement(180000), values: [null], rowMode: 'array' });
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
async function inTurn(candidates: readonly (() => Promise<unknown>)[]): Promise<number[]> {
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

/** A pg_dump that is new enough for the server, if the machine has one. */
async function findPgDump(uri: string): Promise<string | undefined> {
  for (const candidate of ['pg_dump', '/usr/lib/postgresql/18/bin/pg_dump']) {
    try {
      await run(candidate, ['-s', uri], bigOutput);
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}
