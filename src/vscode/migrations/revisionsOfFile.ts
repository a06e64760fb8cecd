import type * as vscode from 'vscode';
import type { MigrationProject, Revision } from '../../migrations/migrationProject.ts';
import { urisOf } from '../workspacePaths.ts';
import type { MigrationBoard } from './migrationBoard.ts';

export interface LocatedRevision {
  readonly project: MigrationProject;
  readonly revision: Revision;
}

/** Finds the revisions that a file of the workspace declares; most files declare none. */
export type RevisionsOfFile = (board: MigrationBoard, uri: vscode.Uri) => readonly LocatedRevision[];

export function createRevisionsOfFile(): RevisionsOfFile {
  const indexes = new WeakMap<readonly MigrationProject[], ReadonlyMap<string, readonly LocatedRevision[]>>();
  return ({ projects }, uri) => {
    const index = indexes.get(projects) ?? indexOf(projects);
    indexes.set(projects, index);
    return index.get(uri.toString()) ?? [];
  };
}

function indexOf(projects: readonly MigrationProject[]): ReadonlyMap<string, readonly LocatedRevision[]> {
  const index = new Map<string, LocatedRevision[]>();
  for (const project of projects) {
    for (const revision of project.revisions) {
      const key = urisOf(revision.file)[0]?.toString();
      if (key === undefined) continue;
      const own = index.get(key);
      if (own === undefined) index.set(key, [{ project, revision }]);
      else own.push({ project, revision });
    }
  }
  return index;
}
