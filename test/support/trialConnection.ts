import { Client } from 'pg';
import type { Catalog } from '../../src/catalog/catalogObject.ts';
import { readCatalog } from '../../src/catalog/readCatalog.ts';
import type { Session } from '../../src/catalog/session.ts';

/** A connection of a test's own, on which changes are made, read and taken back: much faster than a database for each. */
export interface TrialConnection {
  run(sql: string): Promise<void>;
  read(): Promise<Catalog>;
  /** Does something and takes back what it has changed. */
  takingBack<T>(work: () => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export async function openTrialConnection(connectionString: string): Promise<TrialConnection> {
  const client = new Client({ connectionString });
  await client.connect();
  // Hundreds of readings by the same statement: its plan is made once.
  await client.query('SET search_path TO pg_catalog; SET plan_cache_mode TO force_generic_plan; SET jit TO off');
  const session = await clientSession(client);
  return {
    run: async (sql) => {
      await client.query(sql);
    },
    read: () => readCatalog(session),
    takingBack: async (work) => {
      await client.query('BEGIN');
      try {
        return await work();
      } finally {
        await client.query('ROLLBACK');
      }
    },
    end: () => client.end(),
  };
}

async function clientSession(client: Client): Promise<Session> {
  const { rows } = await client.query<{ number: number }>(
    `SELECT current_setting('server_version_num')::int AS number`,
  );
  return {
    server: { version: '', versionNumber: rows[0]?.number ?? 0, database: '', user: '' },
    notices: [],
    query: async <Row>(sql: string, params?: readonly unknown[]) =>
      (await client.query({ name: 'prepared', text: sql, values: [...(params ?? [])] })).rows as Row[],
    close: () => Promise.resolve(),
  };
}
