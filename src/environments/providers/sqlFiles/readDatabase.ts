import type { PGlite } from '@electric-sql/pglite';
import type { ServerInfo } from '../../../catalog/session.ts';

export interface DatabaseReader {
  readonly server: ServerInfo;
  query(sql: string, params: readonly unknown[]): Promise<unknown[]>;
  /** Forgets what queries have set, as a new session. */
  renew(): Promise<void>;
}

/** As node-postgres gives them: 64-bit integers as text; PGlite's own parsers agree with it for the other types. */
const int8 = 20;
const parsers = { [int8]: (text: string) => text };

/**
 * Opens the read-only transaction that all reads are made in.
 *
 * Every query travels by the extended protocol, which refuses several statements in one text. A query that fails or
 * that ends the transaction is followed by a new transaction, which sees the same: nobody can write.
 */
export async function openReader(pg: PGlite): Promise<DatabaseReader> {
  Object.assign(pg.parsers, parsers);
  // Arrays of types that the files have created.
  await pg.refreshArrayTypes();
  await prepare(pg);
  const { rows } = await pg.query<ServerInfo>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
            current_setting('server_version_num')::int AS "versionNumber",
            current_database() AS database, current_user AS "user"`,
  );
  const server = rows[0];
  if (!server) throw new Error('the embedded server does not tell its version');
  return {
    server,
    async query(sql, params) {
      try {
        return (await pg.query(sql, [...params])).rows;
      } finally {
        await goOn(pg);
      }
    },
    async renew() {
      await pg.exec('ROLLBACK');
      await pg.exec('DISCARD ALL');
      await prepare(pg);
    },
  };
}

async function prepare(pg: PGlite): Promise<void> {
  await pg.exec('SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY');
  await pg.exec('SET search_path = pg_catalog');
  await pg.exec("SELECT set_config(name, 'off', false) FROM pg_settings WHERE name = 'jit'");
  await begin(pg);
}

async function begin(pg: PGlite): Promise<void> {
  await pg.exec('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // SET TRANSACTION READ WRITE works until the first query has run.
  await pg.query('SELECT 1');
}

/** A failed transaction refuses every query but ROLLBACK, so a query tells whether it is still good. */
async function goOn(pg: PGlite): Promise<void> {
  if (pg.isInTransaction()) {
    try {
      await pg.query('SELECT 1');
      return;
    } catch {
      await pg.exec('ROLLBACK');
    }
  }
  await begin(pg);
}
