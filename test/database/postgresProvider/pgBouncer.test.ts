import assert from 'node:assert/strict';
import { Client } from 'pg';
import { readCatalog } from '../../../src/catalog/readCatalog.ts';
import { errorSentence } from '../../../src/reports/errorSentences.ts';
import { findPgBouncer, startPgBouncer } from '../../support/pgBouncer.ts';
import type { PgBouncer } from '../../support/pgBouncer.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { compareByCli, runCli } from '../../support/runCli.ts';
import { sampleFolder, sampleSql } from '../../unit/sample/sampleFiles.ts';
import { failureOf, open, withSession } from './support.ts';

const found = await findPgBouncer();

/** A pooler's own settings decide whether statements may be prepared; Debian 12's has none of them yet. */
const poolings: readonly Readonly<Record<string, string>>[] =
  found?.prepares === true ? [{ max_prepared_statements: '0' }, { max_prepared_statements: '100' }] : [{}];

if (found !== undefined) {
  const { program } = found;
  for (const pooling of poolings) {
    describe(`PgBouncer that pools by transaction ${JSON.stringify(pooling)}`, function () {
      this.timeout(120_000);
      let server: PostgresServer;
      let pooler: PgBouncer;
      let production: string;
      let local: string;
      before(async () => {
        server = await sharedServer(18);
        production = await server.createDatabase(sampleSql('production'));
        local = await server.createDatabase(sampleSql('local'));
        pooler = await startPgBouncer(program, server, {
          pool_mode: 'transaction',
          default_pool_size: '2',
          ...pooling,
        });
      });
      after(() => pooler.stop());

      it('gives the comparison that the server gives, its migrations and its counts', async () => {
        const [left, right] = [pooler.through(production), pooler.through(local)];
        const pooled = await compareByCli(left, right, '--workspace', sampleFolder);
        const direct = await compareByCli(production, local, '--workspace', sampleFolder);
        assert.equal(pooled.differences.length, 37);
        assert.deepEqual(pooled.differences, direct.differences);
        assert.equal(pooled.left.revision, direct.left.revision);
        const counts = await runCli(['counts', left, '--format', 'csv', '--workspace', sampleFolder]);
        assert.equal(
          counts.stdout,
          (await runCli(['counts', production, '--format', 'csv', '--workspace', sampleFolder])).stdout,
        );
      });

      it('serves more sessions than it has connections, which are left as they were', async () => {
        const uri = pooler.through(production);
        const sizes = await Promise.all(
          Array.from({ length: 8 }, async () =>
            withSession(await open(uri), async (session) => (await readCatalog(session)).objects.length),
          ),
        );
        assert.equal(new Set(sizes).size, 1);
        const client = new Client({ connectionString: uri });
        await client.connect();
        try {
          const { rows } = await client.query(
            `SELECT current_setting('statement_timeout') AS a, current_setting('search_path') AS b, current_setting('jit') AS c,
              current_setting('default_transaction_read_only') AS d, (SELECT count(*)::int FROM pg_prepared_statements WHERE name <> '') AS e,
              (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()) AS f`,
          );
          assert.deepEqual(rows, [{ a: '0', b: '"$user", public', c: 'on', d: 'off', e: 0, f: 0 }]);
        } finally {
          await client.end();
        }
      });

      it('passes a cancellation on, and the session goes on', async () => {
        await withSession(await open(pooler.through(production)), async (session) => {
          const started = performance.now();
          const sleeping = session.query('SELECT pg_sleep(30)', [], { signal: AbortSignal.timeout(300) });
          assert.equal((await failureOf(sleeping)).reason, 'cancelled');
          assert.ok(performance.now() - started < 5_000);
          assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: 1 }]);
        });
      });

      it('keeps a failed statement from the others of the transaction', async () => {
        await withSession(await open(pooler.through(production)), async (session) => {
          assert.equal((await failureOf(session.query('SELECT * FROM none'))).reason, 'serverError');
          assert.deepEqual(await session.query('SELECT $1::int + 1 AS two', [1]), [{ two: 2 }]);
        });
      });

      it('says what it refuses', async () => {
        const uri = pooler.through(production);
        const startUp = await failureOf(open(uri, { variables: { PGOPTIONS: '-c work_mem=1MB' } }));
        assert.deepEqual(
          [startUp.reason, startUp.details['message']],
          ['serverError', 'unsupported startup parameter: options'],
        );
        assert.equal((await failureOf(open(uri.replace(/test_\w+/, 'none')))).reason, 'databaseUnknown');
        assert.equal((await failureOf(open(uri.replace('postgres@', 'nobody@')))).reason, 'authenticationFailed');
      });
    });
  }

  describe('PgBouncer that pools by statement', () => {
    it('is said to be of no use for reading', async () => {
      const server = await sharedServer(18);
      const pooler = await startPgBouncer(program, server, { pool_mode: 'statement' });
      try {
        const failure = await failureOf(open(pooler.through(server.connectionString('postgres'))));
        assert.equal(failure.reason, 'transactionRefused');
        assert.match(errorSentence(failure), /^127\.0\.0\.1:\d+ is a pooler that pools by statement/);
      } finally {
        await pooler.stop();
      }
    });
  });
}
