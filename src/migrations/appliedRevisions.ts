import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { Session } from '../catalog/session.ts';
import type { MigrationProject, Revision } from './migrationProject.ts';

/** What a database's version table says. */
export interface AppliedRevisions {
  /** The revisions that the database names; none before the first migration. */
  readonly heads: readonly string[];
  /** Those of them that no file declares. */
  readonly unknownHeads: readonly string[];
  /** The heads that are in the files, and all that come before them. */
  readonly applied: ReadonlySet<string>;
}

/**
 * Reads a project's version table: one row for each head.
 *
 * @returns undefined where the project has none, the database does not contain it, or it may not be read
 */
export async function readAppliedRevisions(
  session: Session,
  project: MigrationProject,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<AppliedRevisions | undefined> {
  if (project.versionTable === undefined) return undefined;
  const { schema, name } = project.versionTable;
  const [place] = await session.query<{ schema: string }>(findVersionTable, [name, schema ?? null], options);
  if (place === undefined) return undefined;
  const table = `${quoteIdentifier(place.schema)}.${quoteIdentifier(name)}`;
  const rows = await session.query<{ version: string }>(
    `SELECT version_num::text AS version FROM ${table} ORDER BY 1`,
    [],
    options,
  );
  return appliedRevisions(
    project,
    rows.map(({ version }) => version),
  );
}

/**
 * Asks first, since an error would end the session's transaction. Where the project leaves the schema to the search
 * path, `public` goes before others.
 */
const findVersionTable = `
  SELECT n.nspname AS schema
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'version_num' AND NOT a.attisdropped
  WHERE c.relname = $1 AND ($2::text IS NULL OR n.nspname = $2::text) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
  ORDER BY n.nspname <> 'public', n.nspname
  LIMIT 1`;

/** What follows from the heads that a database names: the same revisions and all of their ancestors. */
export function appliedRevisions(project: MigrationProject, heads: readonly string[]): AppliedRevisions {
  const byId = new Map<string, Revision>(project.revisions.map((revision) => [revision.id, revision]));
  const applied = new Set<string>();
  const waiting = heads.filter((head) => byId.has(head));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const revision = byId.get(id);
    if (revision === undefined || applied.has(id)) continue;
    applied.add(id);
    waiting.push(...revision.parents, ...revision.dependsOn);
  }
  return { heads, unknownHeads: heads.filter((head) => !byId.has(head)), applied };
}
