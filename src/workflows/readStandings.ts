import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { placeAmong } from '../migrations/place.ts';
import type { Place } from '../migrations/place.ts';
import type { ReadDependencies } from './readSide.ts';
import { readStanding } from './readStanding.ts';

/** Where several environments stand among the migrations of a workspace. */
export interface Standings {
  readonly projects: readonly MigrationProject[];
  readonly environments: readonly EnvironmentStanding[];
}

export interface EnvironmentStanding {
  readonly environment: Environment;
  /** Or why it could not be read. */
  readonly place: Place | CompareError;
}

/**
 * Reads the version tables of several environments at once. One that cannot be read costs no other.
 *
 * @throws CompareError with `cancelled`
 */
export async function readStandings(
  environments: readonly Environment[],
  dependencies: ReadDependencies,
  options: OpenOptions,
): Promise<Standings> {
  const projects = await dependencies.projects;
  const standings = environments.map(async (environment): Promise<EnvironmentStanding> => {
    try {
      const { versions } = await readStanding(environment, dependencies, options);
      return { environment, place: placeAmong(projects, versions) };
    } catch (error) {
      if (!(error instanceof CompareError) || error.reason === 'cancelled') throw error;
      return { environment, place: error };
    }
  });
  return { projects, environments: await Promise.all(standings) };
}
