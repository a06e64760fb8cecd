import type { AppliedRevisions } from '../appliedRevisions.ts';
import type { FrameworkName } from '../frameworkName.ts';
import type { MigrationProject } from '../migrationProject.ts';
import type { PerFile } from '../readingCache.ts';
import type { SqlOperationReader } from '../sqlOperationReader.ts';
import type { VersionRows } from '../versionTable.ts';

/** A folder of migrations, before its files are read. Paths are relative to the workspace, with `/`. */
export interface FoundProject {
  readonly framework: FrameworkName;
  /** The folder that holds the migration files. */
  readonly folder: string;
  readonly files: readonly string[];
  /** What reading needs besides: Alembic's env.py, Drizzle's journal, a configuration file. */
  readonly configuration?: readonly string[];
}

/** The workspace's files while migrations are looked for. Paths are relative to the workspace, with `/`, and sorted. */
export interface WorkspaceFiles {
  /** What matches the `patterns` of any framework. */
  readonly paths: readonly string[];
  /** What matches the patterns below a folder, for places that a configuration file names. */
  list(folder: string, patterns: readonly string[]): Promise<readonly string[]>;
  /** A file's text; empty where it cannot be read. */
  readText(path: string): Promise<string>;
}

export interface MigrationFile {
  readonly path: string;
  readonly text: string;
  /** As it is on disk, for checksums. */
  readonly bytes: Uint8Array;
}

/** A found project with its files read. */
export interface ProjectInput {
  readonly folder: string;
  readonly files: readonly MigrationFile[];
  readonly configuration: readonly MigrationFile[];
  readonly sql: SqlOperationReader;
  /** Whatever reading a file by itself comes to goes through here, so that a file that has not changed is not read again. */
  readonly perFile: PerFile;
  readonly signal?: AbortSignal | undefined;
}

/** One way to write migrations: how its folders are found, read and told apart, and where a database stands in them. */
export interface Framework {
  readonly name: FrameworkName;
  /** As its makers write it. */
  readonly label: string;
  /** What applies all pending migrations, as typed in the project's folder. */
  readonly applyCommand: string | undefined;
  /** Globs of the files by which `find` knows its projects, and of its migrations. */
  readonly patterns: readonly string[];
  /** The framework's projects in the workspace, by what nothing else looks like. */
  find(files: WorkspaceFiles): Promise<readonly FoundProject[]>;
  /** A folder that the user says is one of this framework's: taken as it is. */
  inFolder(folder: string, files: WorkspaceFiles): Promise<FoundProject>;
  /** Loads what it needs when it is called. */
  read(input: ProjectInput): Promise<MigrationProject>;
  /** What the rows of the project's version table say. */
  applied(project: MigrationProject, rows: VersionRows): AppliedRevisions;
}
