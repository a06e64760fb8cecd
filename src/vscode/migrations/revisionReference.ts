import type { MigrationProject, Revision } from '../../migrations/migrationProject.ts';
import type { MigrationBoard } from './migrationBoard.ts';
import type { LocatedRevision } from './revisionsOfFile.ts';

/** A revision as a command's argument: it outlives the reading that it is from. */
export interface RevisionReference {
  readonly projectFolder: string;
  readonly revisionId: string;
}

export function revisionReference(project: MigrationProject, revision: Revision): RevisionReference {
  return { projectFolder: project.folder, revisionId: revision.id };
}

export function isRevisionReference(value: unknown): value is RevisionReference {
  return (
    typeof value === 'object' &&
    value !== null &&
    'projectFolder' in value &&
    typeof value.projectFolder === 'string' &&
    'revisionId' in value &&
    typeof value.revisionId === 'string'
  );
}

export function findRevision(
  { projects }: MigrationBoard,
  { projectFolder, revisionId }: RevisionReference,
): LocatedRevision | undefined {
  const project = projects.find(({ folder }) => folder === projectFolder);
  const revision = project?.revisions.find(({ id }) => id === revisionId);
  return project === undefined || revision === undefined ? undefined : { project, revision };
}
