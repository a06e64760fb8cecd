import { buildCatalogObjects } from './buildCatalogObjects.ts';
import { catalogNotices } from './catalogNotices.ts';
import type { Catalog } from './catalogObject.ts';
import type { CatalogRow } from './catalogStatement.ts';
import { catalogStatement } from './catalogStatement.ts';
import { withOptionalRows } from './optionalArms.ts';
import { isTooLarge, readInSlices } from './readInSlices.ts';
import type { Session } from './session.ts';

/**
 * Reads what a database contains, in one statement; in several where a function on the way cannot answer it whole.
 *
 * The session's search_path is `pg_catalog`, so that PostgreSQL qualifies every name that it deparses.
 *
 * @param options.schemas the schemas to read; absent means all but the system's
 * @throws CompareError as Session.query does
 */
export async function readCatalog(
  session: Session,
  options: { schemas?: readonly string[] | undefined; signal?: AbortSignal | undefined } = {},
): Promise<Catalog> {
  const statement = catalogStatement(session.server.versionNumber);
  const rows = withOptionalRows(await readRows(session, statement, [options.schemas ?? null], options.signal));
  return {
    server: session.server,
    objects: buildCatalogObjects(rows),
    notices: [...session.notices, ...catalogNotices(rows)],
  };
}

async function readRows(
  session: Session,
  statement: string,
  params: readonly unknown[],
  signal: AbortSignal | undefined,
): Promise<CatalogRow[]> {
  try {
    return await session.query<CatalogRow>(statement, params, { signal });
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return readInSlices(session, statement, params, error, signal);
  }
}
