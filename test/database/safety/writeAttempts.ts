import { Client } from 'pg';
import type { PostgresServer } from '../../support/postgresServers.ts';

/** What the attempts write to. Who runs it owns it, and may write. */
export const writableObjects = `CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1); CREATE SEQUENCE public.s;
  CREATE FUNCTION public.writes() RETURNS int LANGUAGE sql AS 'INSERT INTO public.t VALUES (2) RETURNING a';
  CREATE FUNCTION public.creates() RETURNS int LANGUAGE plpgsql AS 'BEGIN CREATE TABLE public.x (); RETURN 1; END';
  CREATE PROCEDURE public.commits() LANGUAGE plpgsql AS 'BEGIN COMMIT; INSERT INTO public.t VALUES (3); END';`;

/** Statements that would write, or open the door to writing, and how a transaction that only reads refuses them. */
export const refusedAttempts: readonly (readonly [sql: string, sqlState: string])[] = [
  ['COMMIT; CREATE TABLE public.x ()', '42601'],
  ['SELECT 1; DROP TABLE public.t', '42601'],
  ['SELECT 1; SELECT 2', '42601'],
  ['SELECT 1) q) r; DROP TABLE public.t; --', '42601'],
  ['SET TRANSACTION READ WRITE', '25001'],
  ["SELECT set_config('transaction_read_only', 'off', true)", '25001'],
  ["SELECT set_config('transaction_read_only', 'off', false)", '25001'],
  ['CREATE TABLE public.x ()', '25006'],
  ['CREATE TEMPORARY TABLE x ()', '25006'],
  ['SELECT 1 AS a INTO public.x', '25006'],
  ['INSERT INTO public.t VALUES (4)', '25006'],
  ['TRUNCATE public.t', '25006'],
  ['DROP TABLE public.t', '25006'],
  ['GRANT SELECT ON public.t TO PUBLIC', '25006'],
  ["COMMENT ON TABLE public.t IS 'written'", '25006'],
  ['WITH w AS (DELETE FROM public.t RETURNING *) SELECT * FROM w', '25006'],
  ['SELECT public.writes()', '25006'],
  ['SELECT public.creates()', '25006'],
  ["SELECT nextval('public.s')", '25006'],
  ["SELECT setval('public.s', 7)", '25006'],
  ['SELECT * FROM public.t FOR UPDATE', '25006'],
  ['EXPLAIN ANALYZE INSERT INTO public.t VALUES (5)', '25006'],
  ['COPY public.t FROM STDIN', '25006'],
  ['CALL public.commits()', '2D000'],
  ['DO $$ BEGIN COMMIT; INSERT INTO public.t VALUES (6); END $$', '2D000'],
  ['DO $$ BEGIN INSERT INTO public.t VALUES (6); END $$', '25006'],
  ['BEGIN READ WRITE', '25001'],
  ['VACUUM public.t', '25001'],
  // What a transaction that only reads allows, and the server only to those whom it trusts with its own machine.
  ["COPY public.t TO PROGRAM 'cat >&2'", '42501'],
];

/** Statements that the server obeys and that end the transaction that only reads, change it, or are no reads. */
export const endingAttempts: readonly string[] = [
  'COMMIT',
  'ROLLBACK',
  'END',
  'COMMIT AND CHAIN',
  'ROLLBACK AND CHAIN',
  'BEGIN',
  'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE',
  'PREPARE x AS INSERT INTO public.t VALUES (7)',
  'LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE',
  'NOTIFY x',
];

/** Statements that some versions let pass, and of which nothing stays once the session is closed. */
export const passingAttempts: readonly string[] = [
  'SELECT pg_advisory_lock(5)',
  "SELECT pg_notify('x', 'y')",
  // Refused since PostgreSQL 16; before, the transaction's end takes it back.
  'SELECT lo_create(0)',
];

/** A database of a role that may write in it, where attempts are expected. */
export async function createWritableDatabase(
  server: PostgresServer,
): Promise<{ readonly uri: string; readonly state: () => Promise<unknown> }> {
  const uri = await server.createDatabase();
  server.expectWriteAttempts(uri);
  const database = new URL(uri).pathname.slice(1);
  const name = `writer_of_${database}`;
  await server.execute(
    database,
    `CREATE ROLE ${name} LOGIN; ALTER DATABASE ${database} OWNER TO ${name}; GRANT ALL ON SCHEMA public TO ${name};
     SET ROLE ${name}; ${writableObjects}`,
  );
  const state = async (): Promise<unknown> => {
    const client = new Client({ connectionString: uri });
    await client.connect();
    try {
      return (await client.query(stateStatement)).rows;
    } finally {
      await client.end();
    }
  };
  return { uri: server.connectionString(database, { name }), state };
}

/** Everything that an attempt could have changed, as one row. */
export const stateStatement = `SELECT (SELECT json_agg(a ORDER BY a) FROM public.t) AS rows,
  (SELECT json_build_array(last_value, is_called) FROM public.s) AS sequence,
  (SELECT json_agg(r ORDER BY r) FROM (SELECT relname || coalesce(relacl::text, '')
     || coalesce(obj_description(oid, 'pg_class'), '') AS r FROM pg_catalog.pg_class) c) AS relations,
  (SELECT count(*)::int FROM pg_catalog.pg_largeobject_metadata) AS large_objects,
  (SELECT count(*)::int FROM pg_catalog.pg_locks WHERE locktype = 'advisory') AS locks,
  (SELECT count(*)::int FROM pg_catalog.pg_proc) AS routines,
  (SELECT count(*)::int FROM pg_catalog.pg_db_role_setting) AS settings`;
