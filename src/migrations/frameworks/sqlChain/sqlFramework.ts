import type { AppliedRevisions } from '../../appliedRevisions.ts';
import type { MigrationProject } from '../../migrationProject.ts';
import type { VersionRows, VersionTable } from '../../versionTable.ts';
import type { FoundProject, Framework, ProjectInput, WorkspaceFiles } from '../framework.ts';
import { withPlaceholders } from './placeholders.ts';
import { readSqlChain } from './readSqlChain.ts';
import type { SqlMigration } from './readSqlChain.ts';

/** A framework whose migrations are SQL files in one order. */
export interface SqlFramework extends Pick<Framework, 'name' | 'label' | 'applyCommand'> {
  /** Globs of its files, where not all of them are `.sql`. */
  readonly patterns?: readonly string[];
  /** The project's folder of a file that, by its name, may be one of the migrations. */
  readonly folderOf: (path: string) => string | undefined;
  /** Whether a folder with such files is the framework's. */
  claims(folder: string, files: readonly string[], workspace: WorkspaceFiles): boolean | Promise<boolean>;
  /** What reading needs besides the migrations. */
  configuration?(folder: string, workspace: WorkspaceFiles): Promise<readonly string[]>;
  /** In the order in which they are applied. */
  migrations(input: ProjectInput): readonly SqlMigration[];
  /** What the migrations have in which `${name}` stands for what only their running knows. */
  readonly placeholders?: RegExp;
  versionTables(input: ProjectInput): readonly VersionTable[];
  applied(project: MigrationProject, rows: VersionRows): AppliedRevisions;
}

export function sqlFramework(definition: SqlFramework): Framework {
  const { name, label, applyCommand, patterns = ['**/*.sql'], folderOf } = definition;
  const projectOf = async (
    folder: string,
    files: readonly string[],
    workspace: WorkspaceFiles,
  ): Promise<FoundProject> => ({
    framework: name,
    folder,
    files,
    configuration: (await definition.configuration?.(folder, workspace)) ?? [],
  });
  return {
    name,
    label,
    applyCommand,
    patterns,
    async find(workspace) {
      const found: FoundProject[] = [];
      for (const [folder, files] of byFolder(workspace.paths, folderOf)) {
        if (await definition.claims(folder, files, workspace)) found.push(await projectOf(folder, files, workspace));
      }
      return found;
    },
    async inFolder(folder, workspace) {
      const files = await workspace.list(folder, ['**/*']);
      return projectOf(
        folder,
        files.filter((path) => folderOf(path) !== undefined),
        workspace,
      );
    },
    read: (input) =>
      readSqlChain(
        { framework: name, versionTables: definition.versionTables(input) },
        definition.migrations(input),
        definition.placeholders === undefined
          ? input
          : { ...input, sql: withPlaceholders(input.sql, definition.placeholders) },
      ),
    applied: (project, rows) => definition.applied(project, rows),
  };
}

function byFolder(
  paths: readonly string[],
  folderOf: SqlFramework['folderOf'],
): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    if (folder !== undefined) folders.set(folder, (folders.get(folder) ?? []).concat(path));
  }
  return folders;
}
