import { PGlite } from '@electric-sql/pglite';
import { readCatalog } from '../../../../src/catalog/readCatalog.ts';
import type { Catalog } from '../../../../src/catalog/catalogObject.ts';
import type { Session } from '../../../../src/catalog/session.ts';
import { compareCatalogs } from '../../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../../src/comparison/compareOptions.ts';
import type { CompareOptions } from '../../../../src/comparison/compareOptions.ts';
import { appliedUpToHeads } from '../../../../src/migrations/appliedRevisions.ts';
import type { AppliedRevisions } from '../../../../src/migrations/appliedRevisions.ts';
import { explainDifferences } from '../../../../src/migrations/explain.ts';
import type { ExplainedDifference } from '../../../../src/migrations/explanation.ts';
import { plainSql } from '../../../../src/migrations/frameworks/plainSql/plainSql.ts';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { readVersionRows } from '../../../../src/migrations/readVersionRows.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import { migrationFile, readAlways } from '../../../support/migrationFile.ts';

/** A database: the migrations that ran in it, what was done by hand, and what its version table claims. */
export interface SideState {
  /** How many of the migrations ran; all that it claims unless said otherwise. */
  readonly ran?: number;
  readonly byHand?: string;
  /** The number of the revision in its version table; undefined for a database without one. */
  readonly claims: number | string | undefined;
}

export interface MigratedDatabases {
  /** Runs both sides in a real database, compares them and explains what differs. */
  explain(
    migrations: readonly string[],
    left: SideState,
    right: SideState,
    options?: Partial<CompareOptions>,
  ): Promise<readonly ExplainedDifference[]>;
  close(): Promise<void>;
}

/** One embedded PostgreSQL that plays both sides, one after the other. */
export async function openMigratedDatabases(): Promise<MigratedDatabases> {
  const database = await PGlite.create();
  const sql = await loadSqlReader();
  return {
    async explain(migrations, left, right, options = {}) {
      const files = migrations.map((text, index) => migrationFile(`migrations/${String(index + 1)}_step.sql`, text));
      const read = await plainSql.read({ folder: 'migrations', files, configuration: [], sql, perFile: readAlways });
      if (read.problems.length > 0) throw new Error(JSON.stringify(read.problems));
      const project = {
        ...read,
        versionTables: [{ schema: undefined, name: 'alembic_version', columns: ['version_num'] }],
      };
      const leftRead = await readSide(database, migrations, left, project);
      const rightRead = await readSide(database, migrations, right, project);
      const { differences } = compareCatalogs(leftRead.catalog, rightRead.catalog, {
        ...defaultCompareOptions,
        ...options,
      });
      return explainDifferences(differences, [{ project, left: leftRead.applied, right: rightRead.applied }]);
    },
    close: () => database.close(),
  };
}

async function readSide(
  database: PGlite,
  migrations: readonly string[],
  { ran, claims, byHand }: SideState,
  project: MigrationProject,
): Promise<{ readonly catalog: Catalog; readonly applied: AppliedRevisions | undefined }> {
  const others = await database.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`,
  );
  for (const { name } of others.rows) await database.exec(`DROP SCHEMA ${name} CASCADE`);
  await database.exec('CREATE SCHEMA public');
  for (const migration of migrations.slice(0, ran ?? (typeof claims === 'number' ? claims : 0)))
    await database.exec(migration);
  if (byHand !== undefined) await database.exec(byHand);
  // Both sides have a table of that name, so that it is no difference; one without claims has no readable revision.
  await database.exec(`CREATE TABLE alembic_version (${claims === undefined ? 'other' : 'version_num'} text)`);
  if (claims !== undefined) {
    const version = typeof claims === 'number' ? `${String(claims)}_step` : claims;
    await database.query('INSERT INTO alembic_version VALUES ($1)', [version]);
  }
  const session = sessionOf(database);
  const rows = await readVersionRows(session, project);
  return {
    catalog: await readCatalog(session, {}),
    applied:
      rows === undefined
        ? undefined
        : appliedUpToHeads(
            project,
            rows.flatMap(({ version_num: head }) => head ?? []),
          ),
  };
}

function sessionOf(database: PGlite): Session {
  return {
    server: { version: '18', versionNumber: 180000, database: 'postgres', user: 'postgres' },
    notices: [],
    query: async <Row>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await database.query<Row>(sql, [...params]);
      return rows;
    },
    close: () => Promise.resolve(),
  };
}

/** `rightOnly column public.t.a: pending on left, 2_step:1`, parts of an object on one side only behind a dash. */
export function explanationLines(differences: readonly ExplainedDifference[], indent = ''): readonly string[] {
  return differences
    .filter(({ path }) => !path.startsWith('public.alembic_version'))
    .flatMap(({ status, kind, path, explanation: { cause, side, revision, line }, children }) => [
      `${indent}${status} ${kind} ${path}: ${cause}${side === null ? '' : ` on ${side}, ${revision ?? ''}:${String(line)}`}`,
      ...explanationLines(children, `${indent}- `),
    ]);
}
