import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { column, createWorkspace, errorOf } from './openSqlFiles.ts';
import type { Workspace } from './openSqlFiles.ts';

describe('sqlFiles: loading', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  before(async () => {
    workspace = await createWorkspace();
  });
  after(async () => workspace.remove());

  describe('files', () => {
    it('keeps the order of the list and takes numbers as numbers within a folder', async () => {
      await workspace.write('migrations/10_last.sql', `INSERT INTO log (what) VALUES ('10');`);
      await workspace.write('migrations/2_second.sql', `INSERT INTO log (what) VALUES ('2');`);
      await workspace.write('migrations/1_first.sql', `INSERT INTO log (what) VALUES ('1');`);
      await workspace.write('migrations/1_first.txt', `not SQL`);
      const first = await workspace.write('z_first.sql', 'CREATE TABLE log (n serial, what text);');
      const phases: string[] = [];
      const onProgress = (phase: string): void => void phases.push(phase);
      const session = await workspace.open([first, path.join(workspace.folder, 'migrations')], { onProgress });
      assert.deepEqual(await column(session, 'SELECT what FROM public.log ORDER BY n'), ['1', '2', '10']);
      assert.deepEqual(phases, [
        'starting',
        'loading z_first.sql (1 of 4)',
        'loading 1_first.sql (2 of 4)',
        'loading 2_second.sql (3 of 4)',
        'loading 10_last.sql (4 of 4)',
      ]);
    });

    it('names the pattern that no file matches, and the file that cannot be read', async () => {
      const pattern = path.join(workspace.folder, 'nothing', '*.sql');
      const missing = await errorOf(workspace.open([pattern]));
      assert.deepEqual([missing.reason, missing.details], ['filesNotFound', { pattern }]);
      assert.equal((await errorOf(workspace.open([]))).reason, 'filesNotFound');

      const file = await workspace.write('secret.sql', 'SELECT 1;');
      await chmod(file, 0);
      // The superuser reads every file.
      if (process.getuid?.() !== 0) {
        const unreadable = await errorOf(workspace.open([file]));
        assert.deepEqual([unreadable.reason, unreadable.details], ['fileUnreadable', { file, code: 'EACCES' }]);
      }
    });

    it('reads a file with a byte order mark, and an empty one', async () => {
      const session = await workspace.open([
        await workspace.write('bom.sql', '\ufeffCREATE TABLE bom ();'),
        await workspace.write('empty.sql', ''),
      ]);
      assert.deepEqual(await column(session, `SELECT relname::text FROM pg_class WHERE relname = 'bom'`), ['bom']);
    });
  });

  describe('faults', () => {
    const faults: readonly [what: string, sql: string, line: number, message: RegExp, statement: string][] = [
      [
        'a syntax error',
        '-- é😀\nSELECT 1;\n\nCREATE TABLE "😀" (\n  a int,\n  b itn(\n);\n',
        7,
        /syntax error at or near "\)"/,
        'CREATE TABLE "😀" ( a int, b itn( );',
      ],
      [
        'an unknown type',
        'CREATE TABLE t (\n  a int,\n  b "<script>"\n);',
        3,
        /type "<script>" does not exist/,
        'CREATE TABLE t ( a int, b "<script>" );',
      ],
      [
        'an unknown table',
        'SELECT 1; SELECT 2;\nDROP TABLE nope;',
        2,
        /table "nope" does not exist/,
        'DROP TABLE nope;',
      ],
      [
        'an unclosed string',
        `SELECT 1;\nSELECT 'a;\nSELECT 2;`,
        2,
        /unterminated quoted string/,
        `SELECT 'a; SELECT 2;`,
      ],
      [
        'a wrong row of COPY data',
        'CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\nx\n\\.\n',
        4,
        /invalid input syntax for type integer: "x"/,
        'COPY t FROM stdin;',
      ],
      [
        'an error within a transaction',
        'BEGIN;\nCREATE TABLE t ();\nCREATE TABLE t ();\nCOMMIT;',
        3,
        /relation "t" already exists/,
        'CREATE TABLE t ();',
      ],
      [
        'an error that a block raises',
        `DO $$\nBEGIN\n  RAISE 'no ";" here';\nEND $$;`,
        1,
        /no ";" here/,
        `DO $$ BEGIN RAISE 'no ";" here'; END $$;`,
      ],
      [
        'an unknown type beside a missing extension',
        'CREATE EXTENSION postgis;\nSELECT * FROM nope;',
        2,
        /relation "nope" does not exist/,
        'SELECT * FROM nope;',
      ],
    ];
    for (const [what, sql, line, message, statement] of faults) {
      it(`tells file, line and statement of ${what}`, async () => {
        const file = await workspace.write('Fault "x".sql', sql);
        const error = await errorOf(workspace.open([file]));
        assert.equal(error.reason, 'sqlInvalid');
        assert.match(String(error.details['message']), message);
        assert.deepEqual(
          [error.details['file'], error.details['line'], error.details['statement']],
          [file, line, statement],
        );
      });
    }
  });

  describe('what the embedded server lacks', () => {
    it('creates missing roles wherever they are named', async () => {
      const session = await workspace.openText(`
        CREATE TABLE t (a int);
        ALTER TABLE t OWNER TO "we""ird.Role😀";
        GRANT SELECT ON t TO reader, "other reader";
        REVOKE ALL ON t FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES FOR ROLE deployer GRANT SELECT ON TABLES TO reader;
        CREATE POLICY p ON t TO auditor USING (true);
        SET SESSION AUTHORIZATION 'one';
        CREATE TABLE made_by_one ();
        RESET SESSION AUTHORIZATION;
        SET ROLE two;
        CREATE TABLE made_by_two ();
        BEGIN;
        GRANT SELECT ON t TO three;
        COMMIT;
        DO $$ BEGIN EXECUTE 'GRANT SELECT ON t TO four'; END $$;`);
      assert.deepEqual(
        await column(
          session,
          `SELECT rolname::text FROM pg_roles WHERE NOT rolcanlogin AND rolname !~ '^pg_' ORDER BY rolname COLLATE "C"`,
        ),
        ['auditor', 'deployer', 'four', 'one', 'other reader', 'reader', 'three', 'two', 'we"ird.Role😀'],
      );
      assert.deepEqual(
        await column(
          session,
          `SELECT relowner::regrole::text FROM pg_class WHERE relname LIKE 'made_by%' ORDER BY relname`,
        ),
        ['one', 'two'],
      );
      assert.deepEqual(session.notices, []);
    });

    it('reports missing extensions by name and loads the rest', async () => {
      const session = await workspace.openText(
        [
          'CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;',
          'CREATE TABLE places (id int, "The Geom" public.geometry);',
          'BEGIN;',
          'CREATE INDEX places_geom ON places USING gist ("The Geom");',
          'CREATE TABLE visits (place int);',
          'COMMIT;',
          'COPY public.spatial_ref_sys (srid) FROM stdin;',
          '1',
          '\\.',
          'ALTER TABLE visits ADD COLUMN spot geometry;',
          'CREATE INDEX visits_spot ON visits (spot);',
          'CREATE INDEX visits_place ON visits (place);',
        ].join('\n'),
      );
      assert.deepEqual(
        session.notices.map(({ reason, subject, line }) => [reason, subject.split(' ').slice(0, 3).join(' '), line]),
        [
          ['extensionUnavailable', 'postgis', 1],
          ['statementSkipped', 'CREATE TABLE places', 2],
          ['statementSkipped', 'CREATE INDEX places_geom', 4],
          ['statementSkipped', 'COPY public.spatial_ref_sys (srid)', 7],
          ['statementSkipped', 'ALTER TABLE visits', 10],
          ['statementSkipped', 'CREATE INDEX visits_spot', 11],
        ].map(([reason, subject, line]) => [reason, String(subject).split(' ').slice(0, 3).join(' '), line]),
      );
      assert.deepEqual(
        await column(session, `SELECT relname::text FROM pg_class WHERE relname ~ '^(visits|places)' ORDER BY 1`),
        ['visits', 'visits_place'],
      );
    });

    it('has the extensions that come with it', async () => {
      const names = [
        'citext',
        'earthdistance',
        'hstore',
        'ltree',
        'pg_trgm',
        'pgcrypto',
        'unaccent',
        'moddatetime',
        'btree_gist',
        'uuid-ossp',
      ];
      const session = await workspace.openText(
        names.map((name) => `CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE;`).join('\n'),
      );
      assert.deepEqual(session.notices, []);
      assert.deepEqual(
        await column(
          session,
          `SELECT extname::text FROM pg_extension WHERE extname NOT IN ('plpgsql', 'cube') ORDER BY extname COLLATE "C"`,
        ),
        [...names].sort(),
      );
    });

    it('skips, with a notice, what is about psql or other databases', async () => {
      const session = await workspace.openText(
        [
          '\\restrict token',
          'SET default_tablespace = fast;',
          'SET transaction_timeout = 0;',
          'SET default_table_access_method = heap;',
          'SET no_such_setting = 1;',
          'CREATE DATABASE app;',
          'ALTER DATABASE app SET search_path = x;',
          'GRANT CONNECT ON DATABASE app TO someone;',
          '\\connect app',
          "SELECT pg_catalog.set_config('search_path', '', false);",
          'CREATE SCHEMA public;',
          'CREATE TABLE public.t ();',
          '\\unrestrict token',
        ].join('\n'),
      );
      assert.deepEqual(
        session.notices.map(({ reason, line }) => [reason, line]),
        [2, 5, 6, 7, 8, 9].map((line) => ['statementSkipped', line]),
      );
      assert.deepEqual(await column(session, `SELECT count(*)::int FROM pg_class WHERE relname = 't'`), [1]);
    });

    it('loads what a transaction around the file would refuse', async () => {
      const session = await workspace.openText(
        `
        CREATE TYPE mood AS ENUM ('a');
        ALTER TYPE mood ADD VALUE 'b';
        CREATE TABLE t (m mood DEFAULT 'b');
        INSERT INTO t DEFAULT VALUES;
        CREATE INDEX CONCURRENTLY t_m ON t (m);
        VACUUM FULL ANALYZE t;
        VACUUM;
        REINDEX INDEX CONCURRENTLY t_m;
        BEGIN; SAVEPOINT a; CREATE TABLE gone (); ROLLBACK TO a; CREATE TABLE kept (); COMMIT;
        BEGIN ISOLATION LEVEL SERIALIZABLE; SET TRANSACTION READ WRITE; CREATE TABLE also_kept (); END;
        CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE from_procedure (); COMMIT; END $$;
        CALL commits();
        REFRESH MATERIALIZED VIEW pg_temp.none;`.replace(/\n.*pg_temp.none;/, ''),
      );
      assert.deepEqual(
        await column(
          session,
          `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`,
        ),
        ['also_kept', 'from_procedure', 'kept', 't', 't_m'],
      );
      assert.deepEqual(session.notices, []);
    });
  });

  it('keeps the state of a file from the next file and from the reads', async () => {
    const session = await workspace.open([
      await workspace.write(
        '1.sql',
        `
        CREATE SCHEMA other;
        SET search_path = other; SET ROLE someone; SET DateStyle = 'German'; SET standard_conforming_strings = off;
        CREATE TEMP TABLE t (); SET statement_timeout = 10000; SET default_transaction_read_only = on;
        BEGIN READ WRITE; CREATE TABLE never_committed ();`,
      ),
      await workspace.write(
        '2.sql',
        `CREATE TABLE t (a text DEFAULT 'back\\slash', d date DEFAULT '2024-12-31'); SET DateStyle = 'German'; SET bytea_output = 'escape';`,
      ),
    ]);
    assert.deepEqual(
      await session.query(
        `SELECT relnamespace::regnamespace::text AS schema, relowner::regrole::text AS owner FROM pg_class WHERE relname IN ('t', 'never_committed')`,
      ),
      [{ schema: 'public', owner: 'postgres' }],
    );
    assert.deepEqual(await column(session, `SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef ORDER BY adnum`), [
      `'back\\slash'::text`,
      `'2024-12-31'::date`,
    ]);
    assert.deepEqual(await session.query(`SELECT current_setting('search_path') AS path, current_user::text AS user`), [
      { path: 'pg_catalog', user: 'postgres' },
    ]);
    assert.deepEqual(
      session.notices.map(({ subject, file }) => [subject, path.basename(file ?? '')]),
      [['BEGIN', '1.sql']],
    );
  });
});
