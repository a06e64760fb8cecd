import type { Catalog } from '../catalog/catalogObject.ts';
import { readCatalog } from '../catalog/readCatalog.ts';
import type { Protection, Session } from '../catalog/session.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { placeAmong } from '../migrations/place.ts';
import type { Standing } from '../migrations/standing.ts';
import type { VersionClaim } from '../migrations/versionTable.ts';
import { inSession } from './inSession.ts';
import { readVersions } from './readVersions.ts';
import { runPending } from './runPending.ts';

/** One database as it was read. */
export interface ComparedSide {
  readonly environment: Environment;
  readonly catalog: Catalog;
  /** By a project's folder, what the database's version table says; no entry where it has none for the project. */
  readonly versions: ReadonlyMap<string, VersionClaim>;
  /** The revision that the database claims; several heads are joined by ", "; null when none can be read. */
  readonly revision: string | null;
  /** How far it is behind the migration files; undefined when no revision can be read or no project is there. */
  readonly standing: Standing | undefined;
  readonly readAt: Date;
  /** Of the connection that it was read through; undefined where it was none over a network of the tool's own. */
  readonly protection?: Protection | undefined;
  /** The server said at the end that the transaction had written nothing. */
  readonly nothingWritten?: true;
  /** What it would contain after the migrations that are pending on it, where these could be run. */
  readonly afterPending?: Catalog;
}

/** What reading needs from outside: how to open an environment, and the migrations of the workspace. */
export interface ReadDependencies {
  readonly open: (environment: Environment, options: OpenOptions) => Promise<Session>;
  /** Read while the databases are. */
  readonly projects: Promise<readonly MigrationProject[]>;
}

/**
 * Reads one database: its catalog, and where it stands among the migrations.
 *
 * @throws CompareError with the environment's name in its details
 */
export async function readSide(
  environment: Environment,
  { open, projects }: ReadDependencies,
  options: OpenOptions,
): Promise<ComparedSide> {
  let nothingWritten: Session['nothingWritten'];
  const read = await inSession(environment, open, options, async (session): Promise<ComparedSide> => {
    ({ nothingWritten } = session);
    options.onProgress?.('reading the catalog');
    const catalog = await readCatalog(session, { schemas: environment.schemas, signal: options.signal });
    options.onProgress?.('reading the migrations');
    const versions = await readVersions(session, await projects, options.signal);
    const { revision, standing } = placeAmong(await projects, versions);
    return { environment, catalog, versions, revision, standing, readAt: new Date(), protection: session.protection };
  });
  const side = nothingWritten?.() === true ? { ...read, nothingWritten: true as const } : read;
  const afterPending = await runPending(side, await projects, open, options);
  return afterPending === undefined ? side : { ...side, afterPending };
}
