import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CompareError } from '../compareError.ts';
import { findProjects } from './findProjects.ts';
import type { FindOptions, FoundProject } from './findProjects.ts';
import type { MigrationProblem, MigrationProject } from './migrationProject.ts';
import type { SqlOperationReader } from './sqlOperationReader.ts';

/**
 * Finds and reads the migrations of a workspace. What cannot be read is a problem of its project, never an error.
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function readProjects(options: FindOptions): Promise<readonly MigrationProject[]> {
  const found = await findProjects(options);
  if (found.length === 0) return [];
  const { loadSqlReader } = await import('./sql/readSqlOperations.ts');
  const sql = await loadSqlReader();
  const projects: MigrationProject[] = [];
  for (const project of found) {
    if (options.signal?.aborted === true) throw new CompareError('cancelled');
    projects.push(await readProject(project, options.workspaceFolder, sql, options.signal));
  }
  return projects;
}

interface MigrationFile {
  readonly path: string;
  readonly text: string;
}

async function readProject(
  found: FoundProject,
  workspaceFolder: string,
  sql: SqlOperationReader,
  signal: AbortSignal | undefined,
): Promise<MigrationProject> {
  const problems: MigrationProblem[] = [];
  const read = async (path: string): Promise<readonly MigrationFile[]> => {
    try {
      return [{ path, text: decode(await readFile(resolve(workspaceFolder, path))) }];
    } catch (error) {
      problems.push({
        reason: 'fileUnreadable',
        file: path,
        detail: error instanceof Error ? error.message : String(error),
      });
      return [];
    }
  };
  const files = (await Promise.all(found.files.map(read))).flat();
  if (found.files.length === 0) {
    problems.push({ reason: 'fileUnreadable', file: found.folder, detail: 'no migration files' });
  }
  const project = await readFiles(found, files, read, { sql, signal });
  return { ...project, problems: [...problems, ...project.problems] };
}

async function readFiles(
  { framework, folder, environmentFile }: FoundProject,
  files: readonly MigrationFile[],
  read: (path: string) => Promise<readonly MigrationFile[]>,
  { sql, signal }: { readonly sql: SqlOperationReader; readonly signal: AbortSignal | undefined },
): Promise<MigrationProject> {
  if (framework === 'sql') {
    const { readPlainSql } = await import('./frameworks/plainSql/readPlainSql.ts');
    return readPlainSql({ folder, files, sql });
  }
  const { readAlembic } = await import('./frameworks/alembic/readAlembic.ts');
  const environment = environmentFile === undefined ? undefined : (await read(environmentFile))[0];
  return readAlembic({ folder, files, environmentFile: environment, sql, signal });
}

/** UTF-8, or UTF-16 where the file begins with its mark, as PowerShell writes it. */
function decode(bytes: Uint8Array): string {
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = isLittleEndian ? 'utf-16le' : isBigEndian ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
