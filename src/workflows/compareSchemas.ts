import type { Catalog } from '../catalog/catalogObject.ts';
import type { Difference } from '../comparison/difference.ts';
import type { Environment } from '../environments/environment.ts';
import type { Explanation } from '../migrations/explanation.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';

/** One side of a comparison, as it was read. */
export interface ComparedSide {
  readonly environment: Environment;
  readonly catalog: Catalog;
  /** The revision that the database claims; several heads are joined by ", "; null when none can be read. */
  readonly revision: string | null;
  /** How far it is behind the migration files; undefined when no revision can be read or no project is there. */
  readonly standing: Standing | undefined;
  readonly readAt: Date;
}

export interface Standing {
  /** Revisions of the project that the database has not applied, oldest first. */
  readonly pending: readonly string[];
  /** From the date of the newest applied revision to the newest one's; undefined when a date is missing. */
  readonly daysBehind: number | undefined;
}

export interface ExplainedDifference extends Difference {
  readonly explanation: Explanation;
  readonly children: readonly ExplainedDifference[];
}

/** Everything that a page, a report or the command line tool shows of one comparison. */
export interface SchemaComparison {
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  readonly differences: readonly ExplainedDifference[];
  readonly projects: readonly MigrationProject[];
}
