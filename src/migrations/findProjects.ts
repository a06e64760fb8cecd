import { posix, relative, resolve, sep } from 'node:path';
import { CompareError } from '../compareError.ts';
import { alembicPatterns, declaresRevision, findAlembicFolders } from './findAlembicFolders.ts';
import { hasOrderedName, isNamedByFolder } from './frameworks/plainSql/fileNames.ts';
import type { FrameworkName } from './migrationProject.ts';
import type { MigrationOverride } from './overrides.ts';

/** A folder of migrations, before its files are read. Paths are relative to the workspace, with `/`. */
export interface FoundProject {
  readonly framework: FrameworkName;
  /** The folder that holds the migration files. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Alembic's env.py, where there is one. */
  readonly environmentFile?: string;
}

export interface FindOptions {
  readonly workspaceFolder: string;
  /** Read these folders instead of searching; none means search. */
  readonly overrides?: readonly MigrationOverride[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Folders that hold what others wrote, what is generated, or what is thrown away. */
const ignoredFolders = [
  '__pycache__',
  'bower_components',
  'build',
  'coverage',
  'dist',
  'node_modules',
  'out',
  'site-packages',
  'target',
  'vendor',
  'venv',
].map((name) => `**/${name}/**`);

const folderOfMigrations = /^(?:.*[_-])?migrat(?:e|ions?)$|^drizzle$/i;
const otherDatabase = /(?:^|\/)(?:clickhouse|mariadb|mssql|mysql|oracle|sqlite3?|sqlserver)(?:\/|$)/i;

/**
 * The migration folders of a workspace, ordered by path.
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function findProjects({
  workspaceFolder,
  overrides = [],
  signal,
}: FindOptions): Promise<readonly FoundProject[]> {
  const list = (folder: string, patterns: readonly string[]) => listFiles(workspaceFolder, folder, patterns, signal);
  if (overrides.length > 0) {
    return Promise.all(overrides.map((override) => overriddenProject(workspaceFolder, override, list)));
  }
  const paths = await list('', ['**/*.sql', ...alembicPatterns]);
  const alembic = await findAlembicFolders(workspaceFolder, paths, (folder) => list(folder, ['**/*.py']));
  const sql = sqlProjects(paths).filter(({ folder }) => !alembic.some((other) => isWithin(folder, other.folder)));
  return [...alembic, ...sql].sort((left, right) => (left.folder < right.folder ? -1 : 1));
}

type ListFiles = (folder: string, patterns: readonly string[]) => Promise<readonly string[]>;

async function listFiles(
  workspaceFolder: string,
  folder: string,
  patterns: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const paths = await glob([...patterns], {
    cwd: resolve(workspaceFolder, folder),
    ignore: ignoredFolders,
    followSymbolicLinks: false,
    expandDirectories: false,
    ...(signal === undefined ? {} : { signal }),
  });
  if (signal?.aborted === true) throw new CompareError('cancelled');
  return paths.map((path) => posix.join(folder, path)).sort();
}

/** Folders of .sql files that are named in an order, in or below a folder whose name speaks of migrations. */
function sqlProjects(paths: readonly string[]): readonly FoundProject[] {
  const folders = new Map<string, string[]>();
  for (const path of paths.filter((each) => /\.sql$/i.test(each))) {
    const folder = migrationFolder(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].flatMap(([folder, files]): readonly FoundProject[] => {
    const ordered = files.filter(hasOrderedName);
    const isChain =
      folder.split('/').some((name) => folderOfMigrations.test(name)) && ordered.length * 2 > files.length;
    return isChain && !otherDatabase.test(folder) ? [{ framework: 'sql', folder, files: ordered }] : [];
  });
}

/** `a/0001_users/up.sql` is a migration of `a`. */
function migrationFolder(path: string): string {
  const folder = posix.dirname(path);
  return isNamedByFolder(path) && hasOrderedName(path) ? posix.dirname(folder) : folder;
}

function isWithin(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(`${other}/`);
}

/** A folder that the user names is taken as it is: every .sql file counts, however it is called. */
async function overriddenProject(
  workspaceFolder: string,
  override: MigrationOverride,
  list: ListFiles,
): Promise<FoundProject> {
  const folder = relative(workspaceFolder, resolve(workspaceFolder, override.folder)).split(sep).join('/');
  const paths = await list(folder, ['**/*.sql', '**/*.py']);
  const python = paths.filter((path) => path.endsWith('.py') && posix.basename(path) !== 'env.py');
  const inVersions = python.filter((path) => path.startsWith(posix.join(folder, 'versions/')));
  const revisions = inVersions.length > 0 ? inVersions : python;
  const framework = override.framework ?? ((await declaresRevision(workspaceFolder, revisions)) ? 'alembic' : 'sql');
  if (framework === 'sql') {
    return { framework, folder, files: paths.filter((path) => /\.sql$/i.test(path)) };
  }
  const beside = await list(posix.join(folder, inVersions.length > 0 ? '' : '..'), ['env.py']);
  return {
    framework,
    folder: inVersions.length > 0 ? posix.join(folder, 'versions') : folder,
    files: revisions,
    ...(beside[0] === undefined ? {} : { environmentFile: beside[0] }),
  };
}
