import assert from 'node:assert/strict';
import { Client } from 'pg';
import { readCatalog } from '../../../src/catalog/readCatalog.ts';
import type { Catalog } from '../../../src/catalog/catalogObject.ts';
import { assessMigration } from '../../../src/migrations/risk/assessMigration.ts';
import { dataChangeRules } from '../../../src/migrations/risk/dataChangeRules.ts';
import { lockModes } from '../../../src/migrations/risk/lockMode.ts';
import type { MigrationRisk } from '../../../src/migrations/risk/risk.ts';
import { riskRules } from '../../../src/migrations/risk/rules.ts';
import { createSchemaState } from '../../../src/migrations/risk/schemaState.ts';
import type { SqlOperationReader } from '../../../src/migrations/sqlOperationReader.ts';
import { loadSqlReader } from '../../../src/migrations/sql/readSqlOperations.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { concurrentCases, dataCases, riskCases, riskSchema } from './cases.ts';
import type { RiskCase } from './cases.ts';

/** What a statement did to the relations that were there before it, by "schema.name". */
interface Measured {
  /** The strongest mode; no entry where it is no more than reading takes. */
  readonly locks: ReadonlyMap<string, string>;
  readonly rewritten: readonly string[];
  readonly indexed: readonly string[];
  readonly scanned: readonly string[];
}

interface RelationRow {
  readonly name: string;
  readonly filenode: string;
  readonly indexes: string;
  readonly scans: string;
}

const relations = `
  SELECT n.nspname || '.' || c.relname AS name, c.relfilenode::text AS filenode,
    coalesce((SELECT string_agg(indexrelid::text, ',' ORDER BY indexrelid) FROM pg_index WHERE indrelid = c.oid), '') AS indexes,
    (coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0))::text AS scans
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_stat_xact_all_tables s ON s.relid = c.oid
  WHERE n.nspname IN ('public', 'Odd.Schema') AND c.relkind IN ('r', 'p', 'v', 'm')`;

// A relation's name is of the moment before: by then it may have another, or none.
const locks = `
  SELECT l.relation::text AS oid, l.mode FROM pg_locks l
  WHERE l.pid = $1 AND l.locktype = 'relation' AND l.granted`;

describe('the locks and the work that migrations are said to need', function () {
  this.timeout(120_000);
  let read: SqlOperationReader;
  before(async () => {
    read = await loadSqlReader();
  });

  const assess = (sql: string, catalog: Catalog): MigrationRisk => {
    const { operations, problems } = read(sql);
    assert.deepEqual(problems, [], sql);
    return assessMigration(
      { id: 'x', parents: [], dependsOn: [], title: '', date: undefined, file: '', line: 1, operations },
      createSchemaState(catalog),
    );
  };

  for (const version of [14, 18] as const) {
    describe(`on PostgreSQL ${String(version)}`, () => {
      let client: Client;
      let uri: string;
      let catalog: Catalog;
      before(async () => {
        const server = await sharedServer(version);
        uri = await server.createDatabase();
        client = new Client({ connectionString: uri });
        await client.connect();
        await client.query('DROP ROLE IF EXISTS risk_reader');
        await client.query(riskSchema);
        const session = await openDatabase(uri);
        catalog = await readCatalog(session);
        await session.close();
      });
      after(async () => {
        await client.query('DROP OWNED BY risk_reader; DROP ROLE risk_reader');
        await client.end();
      });

      const measure = async (sql: string): Promise<Measured> => {
        await client.query("BEGIN; SET LOCAL timezone TO 'America/New_York'");
        try {
          const oids = new Map(
            (
              await client.query<{ oid: string; name: string }>(
                `SELECT c.oid::text, n.nspname || '.' || c.relname AS name FROM pg_class c
               JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('public', 'Odd.Schema') AND c.relkind IN ('r', 'p', 'v', 'm')`,
              )
            ).rows.map(({ oid, name }) => [oid, name]),
          );
          const before = await client.query<RelationRow & { oid: string }>(
            relations.replace('SELECT', 'SELECT c.oid::text,'),
          );
          await client.query(sql);
          const after = new Map(
            (
              await client.query<RelationRow & { oid: string }>(relations.replace('SELECT', 'SELECT c.oid::text,'))
            ).rows.map((row) => [row.oid, row]),
          );
          const { rows } = await client.query<{ oid: string; mode: string }>(locks, [
            (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid,
          ]);
          const changed = (isChanged: (old: RelationRow, now: RelationRow) => boolean): string[] =>
            before.rows.flatMap((old) => {
              const now = after.get(old.oid);
              return now !== undefined && isChanged(old, now) ? [old.name] : [];
            });
          return {
            locks: strongest(rows.map(({ oid, mode }) => [oids.get(oid), mode])),
            rewritten: changed((old, now) => old.filenode !== now.filenode),
            indexed: changed((old, now) => now.indexes.split(',').length > old.indexes.split(',').length),
            scanned: changed((old, now) => old.scans !== now.scans),
          };
        } finally {
          await client.query('ROLLBACK');
        }
      };

      for (const { sql, rules, cascadesTo = [], isCautious } of casesOf(version)) {
        it(sql, async () => {
          const risk = assess(sql, catalog);
          const measured = await measure(sql);
          assert.deepEqual(
            risk.steps.map(({ rule }) => rule),
            rules,
          );
          const said = new Map(risk.relations.map(({ schema, name, mode }) => [`${schema}.${name}`, mode as string]));
          assert.deepEqual(
            entries(said),
            entries(measured.locks).filter(([name]) => !cascadesTo.includes(name)),
            'locks',
          );
          const worked = (work: string): string[] =>
            risk.relations.flatMap((each) => (each.work === work ? [`${each.schema}.${each.name}`] : []));
          assert.deepEqual(worked('rewrite'), measured.rewritten, 'rewritten');
          const built = measured.indexed.filter((name) => !measured.rewritten.includes(name));
          assert.deepEqual(
            worked('index build'),
            built.filter((name) => measured.scanned.includes(name)),
            'indexed',
          );
          // A foreign key's check reads the table that it refers to as well, with a lock that nobody notices.
          const subject = risk.relations[0];
          if (subject === undefined || subject.work === 'rewrite' || subject.work === 'index build') return;
          const isScanned = measured.scanned.includes(`${subject.schema}.${subject.name}`);
          if (risk.creates.length === 0 && isCautious === undefined)
            assert.equal(subject.work === 'scan', isScanned, 'scanned');
        });
      }

      for (const { sql, rules } of concurrentCases) {
        it(sql, async () => {
          const risk = assess(sql, catalog);
          assert.deepEqual(
            risk.steps.map(({ rule }) => rule),
            rules,
          );
          assert.equal(risk.transactional, false);
          await assert.rejects(client.query(`BEGIN; ${sql}`), /cannot run inside a transaction block/);
          await client.query('ROLLBACK');
          // A writer that does not end holds it up, so that its locks can be looked at.
          const [writer, worker] = [new Client({ connectionString: uri }), new Client({ connectionString: uri })];
          await Promise.all([writer.connect(), worker.connect()]);
          try {
            await writer.query("BEGIN; UPDATE people SET nick = 'busy' WHERE id = 1");
            const pid = (await worker.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
            const running = worker.query(sql);
            const waiting = `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`;
            while ((await client.query(waiting, [pid])).rowCount === 0)
              await new Promise((next) => setTimeout(next, 20));
            const { rows } = await client.query<{ name: string; mode: string }>(
              `SELECT n.nspname || '.' || c.relname AS name, l.mode FROM pg_locks l
               JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE l.pid = $1 AND l.granted AND c.relkind = 'r' AND n.nspname = 'public'`,
              [pid],
            );
            const said = new Map(risk.relations.map(({ schema, name, mode }) => [`${schema}.${name}`, mode as string]));
            assert.deepEqual(entries(strongest(rows.map(({ name, mode }) => [name, mode]))), entries(said));
            await writer.query('ROLLBACK');
            await running;
          } finally {
            await Promise.all([writer.end(), worker.end()]);
          }
        });
      }

      for (const { sql, rule } of dataCases) {
        it(sql, async () => {
          const { locks: held } = await measure(sql);
          const said = Object.values(dataChangeRules).find(({ id }) => id === rule);
          assert.equal(held.get('public.people'), said?.lock);
        });
      }
    });
  }

  it('are tried for every rule', () => {
    const tried = new Set([...riskCases, ...concurrentCases].flatMap(({ rules }) => rules));
    const untried = riskRules.map(({ id }) => id).filter((id) => !tried.has(id));
    assert.deepEqual([...new Set(untried)], ['add-required-column', 'alter-view']);
  });
});

function casesOf(version: number): readonly RiskCase[] {
  return riskCases.filter(({ since = 0 }) => since <= version);
}

function strongest(held: readonly (readonly [string | undefined, string])[]): ReadonlyMap<string, string> {
  const ranks = lockModes.map(
    (mode) => `${mode.toLowerCase().replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase())}Lock`,
  );
  const ranked = new Map<string, number>();
  for (const [name, mode] of held) {
    if (name === undefined) continue;
    ranked.set(name, Math.max(ranked.get(name) ?? 0, ranks.indexOf(mode)));
  }
  return new Map([...ranked].filter(([, rank]) => rank > 0).map(([name, rank]) => [name, lockModes[rank] ?? '']));
}

function entries(map: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
