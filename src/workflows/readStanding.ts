import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { VersionClaim } from '../migrations/versionTable.ts';
import { inSession } from './inSession.ts';
import type { ReadDependencies } from './readSide.ts';
import { readVersions } from './readVersions.ts';

/** What the version tables of one database said at one moment; `placeAmong` says what it means for the files as they are. */
export interface ReadVersions {
  /** By a project's folder; no entry where the database has no version table for it. */
  readonly versions: ReadonlyMap<string, VersionClaim>;
  readonly readAt: Date;
}

/**
 * Reads where a database stands among the migrations, and nothing else of it: its version tables, over one connection.
 *
 * @throws CompareError with the environment's name in its details
 */
export async function readStanding(
  environment: Environment,
  { open, projects }: ReadDependencies,
  options: OpenOptions,
): Promise<ReadVersions> {
  return inSession(environment, open, options, async (session) => {
    options.onProgress?.('reading the migrations');
    return { versions: await readVersions(session, await projects, options.signal), readAt: new Date() };
  });
}
