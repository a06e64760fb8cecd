import type { Catalog } from '../../catalog/catalogObject.ts';
import type { MigrationProject } from '../migrationProject.ts';
import { assessMigration } from './assessMigration.ts';
import { acceptedBy } from './ignoreComments.ts';
import type { IgnoreComment } from './ignoreComments.ts';
import type { MigrationRisk, SizeOf } from './risk.ts';
import { createSchemaState } from './schemaState.ts';

/** What is known of the database that pending migrations will be applied to, and of their files. */
export interface AssessedDatabase {
  /** Without it, what the migrations before say of the schema is taken for true. */
  readonly catalog?: Catalog | undefined;
  readonly sizeOf?: SizeOf | undefined;
  /** The comments of a file that accept risks. */
  readonly commentsOf?: ((file: string) => readonly IgnoreComment[]) | undefined;
}

/** The risk of each of a project's migrations that a database has not applied, in order. */
export function assessPending(
  project: MigrationProject,
  isApplied: (revision: string) => boolean,
  { catalog, sizeOf, commentsOf = () => [] }: AssessedDatabase = {},
): readonly MigrationRisk[] {
  const state = createSchemaState(catalog);
  const risks: MigrationRisk[] = [];
  for (const revision of project.revisions) {
    if (!isApplied(revision.id)) {
      const acceptedBecause = acceptedBy(commentsOf(revision.file));
      risks.push(assessMigration(revision, state, { sizeOf, acceptedBecause }));
    } else if (catalog === undefined) for (const operation of revision.operations) state.apply(operation);
  }
  return risks;
}
