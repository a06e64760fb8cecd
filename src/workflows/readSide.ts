import type { Catalog } from '../catalog/catalogObject.ts';
import { readCatalog } from '../catalog/readCatalog.ts';
import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import { appliedRevisions, readAppliedRevisions } from '../migrations/appliedRevisions.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { standingOf } from '../migrations/standing.ts';
import type { Standing } from '../migrations/standing.ts';

/** One database as it was read. */
export interface ComparedSide {
  readonly environment: Environment;
  readonly catalog: Catalog;
  /** By a project's folder, the revisions that the database claims; no entry where it names none for the project. */
  readonly heads: ReadonlyMap<string, readonly string[]>;
  /** The revision that the database claims; several heads are joined by ", "; null when none can be read. */
  readonly revision: string | null;
  /** How far it is behind the migration files; undefined when no revision can be read or no project is there. */
  readonly standing: Standing | undefined;
  readonly readAt: Date;
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
  try {
    const session = await open(environment, options);
    try {
      options.onProgress?.('reading the catalog');
      const catalog = await readCatalog(session, { schemas: environment.schemas, signal: options.signal });
      options.onProgress?.('reading the migrations');
      const heads = await readHeads(session, await projects, options.signal);
      return { environment, catalog, heads, ...place(heads, await projects), readAt: new Date() };
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof CompareError)) throw error;
    throw new CompareError(error.reason, { ...error.details, environment: environment.name }, { cause: error });
  }
}

async function readHeads(
  session: Session,
  projects: readonly MigrationProject[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const heads = new Map<string, readonly string[]>();
  for (const project of projects) {
    const applied = await readAppliedRevisions(session, project, { signal });
    if (applied !== undefined) heads.set(project.folder, applied.heads);
  }
  return heads;
}

/** Where a database that claims these heads stands, all projects taken together. */
function place(
  heads: ReadonlyMap<string, readonly string[]>,
  projects: readonly MigrationProject[],
): Pick<ComparedSide, 'revision' | 'standing'> {
  const claimed = [...heads.values()].flat();
  const standings = projects.flatMap((project) => {
    const projectHeads = heads.get(project.folder);
    const standing =
      projectHeads === undefined ? undefined : standingOf(project, appliedRevisions(project, projectHeads));
    return standing === undefined ? [] : [standing];
  });
  const days = standings.flatMap(({ daysBehind }) => (daysBehind === undefined ? [] : [daysBehind]));
  return {
    revision: claimed.length === 0 ? null : claimed.join(', '),
    standing:
      standings.length === 0
        ? undefined
        : {
            pending: standings.flatMap(({ pending }) => pending),
            daysBehind: days.length === 0 ? undefined : Math.max(...days),
          },
  };
}
