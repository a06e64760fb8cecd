import type { Catalog } from '../catalog/catalogObject.ts';
import { readCatalog } from '../catalog/readCatalog.ts';
import { CompareError } from '../compareError.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { ComparedSide, ReadDependencies } from './readSide.ts';
import { pendingOn } from './remaining.ts';

/**
 * What a database of SQL files contains once its pending migrations have run, by running them after the files on an
 * embedded PostgreSQL.
 *
 * @returns undefined where nothing is pending, where the database or a migration is not made of SQL, or where they
 * cannot be run: then what the migrations say has to do
 * @throws CompareError `cancelled`
 */
export async function runPending(
  side: Omit<ComparedSide, 'afterPending'>,
  projects: readonly MigrationProject[],
  open: ReadDependencies['open'],
  options: OpenOptions,
): Promise<Catalog | undefined> {
  const { environment } = side;
  if (environment.type !== 'sqlFiles') return undefined;
  const revisions = pendingOn(side, projects).flatMap((pending) => pending.revisions);
  const after = revisions.flatMap(({ file, sql }) => (sql === undefined ? [] : [{ file, sql }]));
  if (after.length === 0 || after.length < revisions.length) return undefined;
  options.onProgress?.('running the pending migrations');
  try {
    const session = await open({ ...environment, after }, { signal: options.signal });
    try {
      return await readCatalog(session, { schemas: environment.schemas, signal: options.signal });
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof CompareError && error.reason !== 'cancelled') return undefined;
    throw error;
  }
}
