/**
 * `npm run bench`: what `database-compare compare` costs beside what the server itself needs, as ratios of medians
 * taken in turn in one run, so that they hold on any machine. Prints a table; fails on nothing but an error.
 * `npm run bench -- 100 1000` takes databases of these numbers of tables.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { catalogStatement } from '../../src/catalog/catalogStatement.ts';
import { postgresVersions, startServer } from '../support/postgresServers.ts';
import { changes, largeSchema, objectsOf } from './largeSchema.ts';
import { inTurn } from './inTurn.ts';
import { benchMigrationFiles } from './migrationFiles.ts';
import { dumpAtOnce, dumpInTurn, findPgDump, npmPeers } from './peers.ts';
import { benchRowCounts } from './rowCounts.ts';

const run = promisify(execFile);
const cli = path.resolve('dist/cli.js');
const bigOutput = { maxBuffer: 1 << 30 };
const changedTables = 50;
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 10_000];

if (!existsSync(cli)) throw new Error('dist/cli.js is not there: run `npm run build` first');

const pgDump = await findPgDump();
const peers = await npmPeers();
// A pg_dump reads servers up to its own version, so the newest server is taken that it reads.
const version = postgresVersions.findLast((major) => major <= (pgDump?.major ?? major)) ?? 12;
const server = await startServer(version, { settings: { max_locks_per_transaction: '20000', autovacuum: 'off' } });
try {
  const rows: Record<string, string>[] = [];
  let previous: { readonly objects: number; readonly peak: number } | undefined;
  for (const tables of sizes) {
    const left = await server.createDatabase(largeSchema(tables));
    const right = await server.createDatabase(`${largeSchema(tables)}\n${changes(changedTables)}`);
    await Promise.all([left, right].map((uri) => server.execute(new URL(uri).pathname.slice(1), 'VACUUM ANALYZE')));
    const others = {
      ...(pgDump === undefined
        ? {}
        : {
            'pg_dump -s, in turn': () => dumpInTurn(pgDump.file, left, right),
            'pg_dump -s, at once': () => dumpAtOnce(pgDump.file, left, right),
          }),
      ...(tables > 1_000 ? {} : Object.fromEntries(peers.map((peer) => [peer.name, () => peer.compare(left, right)]))),
    };
    const times = await inTurn(tables > 1_000 ? 3 : 5, {
      node: () => run(process.execPath, ['-e', '0']),
      bare: () => bareStatements([left, right]),
      compare: () => compare(left, right),
      ...others,
    });
    const [node = 0, bare = 0, whole = 0] = [times['node'], times['bare'], times['compare']];
    const { objects, peak } = { objects: 2 * objectsOf(tables), peak: await peakMemory(left, right) };
    const growth = previous === undefined ? undefined : (peak - previous.peak) / (objects - previous.objects);
    previous = { objects, peak };
    rows.push({
      tables: String(tables),
      'compare, ms': whole.toFixed(0),
      'bare statements, ms': bare.toFixed(0),
      'beyond Node / bare statements': ((whole - node) / bare).toFixed(2),
      ...Object.fromEntries(
        Object.keys(others).map((name) => [`/ ${name}`, (whole / (times[name] ?? Number.NaN)).toFixed(2)]),
      ),
      'peak memory, MB': (peak / 2 ** 20).toFixed(0),
      'bytes for one more object': growth?.toFixed(0) ?? '',
    });
  }
  console.log(`PostgreSQL ${String(version)}; ratios below 1 mean that compare is faster`);
  console.log(
    `Load of the machine, which should be idle but for this: ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  console.table(rows);
  console.table(await benchMigrationFiles());
} finally {
  await server.stop();
}
console.table(await benchRowCounts(version));

/** The catalog statement of both sides at once over plain connections, its rows thrown away: the server's own time. */
async function bareStatements(uris: readonly string[]): Promise<void> {
  await Promise.all(
    uris.map(async (connectionString) => {
      const client = new Client({ connectionString });
      await client.connect();
      await client.query('SET search_path TO pg_catalog; SET jit TO off; SET work_mem TO 32768');
      await client.query({ text: catalogStatement(version * 10_000), values: [null], rowMode: 'array' });
      await client.end();
    }),
  );
}

async function compare(left: string, right: string, nodeOptions: readonly string[] = []): Promise<string> {
  // The exit code for "different" is 1, which execFile reports as an error with the output.
  const result = await run(
    process.execPath,
    [...nodeOptions, cli, 'compare', left, right, '--format', 'json', '--workspace', 'test/bench'],
    bigOutput,
  ).catch((error: unknown) => error as { readonly stdout?: string; readonly stderr?: string });
  const report = JSON.parse(result.stdout ?? '') as { differences: unknown[] };
  if (report.differences.length !== changedTables)
    throw new Error(`expected ${String(changedTables)} differences, got ${String(report.differences.length)}`);
  return result.stderr ?? '';
}

/** The most memory that a whole `compare` had at once, in bytes, as it says itself when it ends. */
async function peakMemory(left: string, right: string): Promise<number> {
  const report = `process.on('exit', () => process.stderr.write(\`peak \${process.resourceUsage().maxRSS}\\n\`))`;
  const said = await compare(left, right, ['--import', `data:text/javascript,${encodeURIComponent(report)}`]);
  return Number(/peak (\d+)/.exec(said)?.[1]) * 1024;
}
