import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Session } from '../../../src/catalog/session.ts';
import { column, createWorkspace } from './openSqlFiles.ts';
import type { Workspace } from './openSqlFiles.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/sqlFiles/${name}`, import.meta.url));
const hostileTable = `"Hostile.Schema"."Ta""ble.; --"`;

describe('sqlFiles: dumps', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  before(async () => {
    workspace = await createWorkspace();
  });
  after(async () => workspace.remove());

  for (const name of ['pgDump.sql', 'pgDumpClean.sql']) {
    describe(name, () => {
      let session: Session;
      before(async () => {
        session = await workspace.open([fixture(name)]);
      });

      it('loads every object that needs no missing extension', async () => {
        assert.deepEqual(
          await column(
            session,
            `SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('public', 'Hostile.Schema') AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`,
          ),
          [
            'Hostile.Schema.Ta"ble.; --',
            'public.counted',
            'public.events',
            'public.events_2024',
            'public.names',
            'public.people',
            'public.scratch',
          ],
        );
        assert.deepEqual(await column(session, `SELECT extname FROM pg_extension ORDER BY 1`), [
          'cube',
          'earthdistance',
          'pg_trgm',
          'plpgsql',
          'uuid-ossp',
        ]);
        assert.deepEqual(await column(session, `SELECT enumlabel FROM pg_enum ORDER BY enumsortorder`), [
          "it's",
          '<script>alert(1)</script>',
          '😀',
          'new\nline',
          'back\\slash',
        ]);
      });

      it('loads the data', async () => {
        assert.deepEqual(
          await session.query(
            `SELECT "id", "select"::text AS mood, "semi;colon" AS a, "back\\slash" AS b FROM ${hostileTable} ORDER BY 1`,
          ),
          [
            { id: '1', mood: "it's", a: 'tab\there; \\.', b: '\\.' },
            { id: '2', mood: '😀', a: '\n\\.\n', b: null },
            { id: '3', mood: 'new\nline', a: '', b: '\\N' },
          ],
        );
        assert.deepEqual(await column(session, 'SELECT count(*)::int FROM public.people'), [50]);
      });

      it('keeps owners, privileges and collations that the embedded server lacks', async () => {
        assert.deepEqual(
          await session.query(
            `SELECT pg_get_userbyid(c.relowner) AS owner, has_table_privilege('quo"te<script>', c.oid, 'SELECT') AS readable,
                    has_table_privilege('reader', c.oid, 'SELECT') AND NOT r.rolsuper AS open,
                    (SELECT string_agg(collname::text, ' ') FROM pg_attribute a JOIN pg_collation l ON l.oid = a.attcollation
                     WHERE a.attrelid = c.oid AND l.collname <> 'default') AS collations
             FROM pg_class c, pg_roles r WHERE c.relname LIKE 'Ta%ble%' AND c.relkind = 'r' AND r.rolname = 'reader'`,
          ),
          [{ owner: 'app owner', readable: true, open: false, collations: 'de-x-icu' }],
        );
      });

      it('names missing extensions with file and line, and what depends on them', async () => {
        const lines = (await readFile(fixture(name), 'utf8')).split('\n');
        const missing = session.notices.filter((notice) => notice.reason === 'extensionUnavailable');
        assert.deepEqual(missing.map((notice) => notice.subject).sort(), ['pgstattuple', 'postgres_fdw']);
        for (const notice of session.notices) {
          assert.equal(notice.file, fixture(name));
          const line = lines[(notice.line ?? 0) - 1] ?? '';
          assert.ok(
            line.includes(
              notice.reason === 'extensionUnavailable'
                ? notice.subject
                : (notice.subject.split(' (')[0]?.slice(0, 20) ?? '?'),
            ),
            line,
          );
        }
        assert.ok(session.notices.some((notice) => notice.subject.startsWith('CREATE VIEW public.bloat')));
      });
    });
  }

  it('loads a dump of a cluster', async () => {
    const session = await workspace.open([fixture('pgDumpAll.sql')]);
    assert.deepEqual(await column(session, 'SELECT a FROM public.t'), [1]);
    assert.deepEqual(
      [
        ...new Set(
          session.notices.map((notice) => `${notice.reason} ${notice.subject.split(' ').slice(0, 2).join(' ')}`),
        ),
      ],
      ['statementSkipped \\connect', 'statementSkipped CREATE DATABASE', 'statementSkipped ALTER DATABASE'],
    );
  });
});
