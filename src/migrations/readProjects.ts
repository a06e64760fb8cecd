import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CompareError } from '../compareError.ts';
import { findProjects } from './findProjects.ts';
import type { FindOptions } from './findProjects.ts';
import type { FoundProject, MigrationFile } from './frameworks/framework.ts';
import { frameworkOf } from './frameworks/frameworks.ts';
import type { MigrationProblem, MigrationProject } from './migrationProject.ts';
import { createReadingCache } from './readingCache.ts';
import type { ReadingCache } from './readingCache.ts';
import type { SqlOperationReader } from './sqlOperationReader.ts';

export interface ReadOptions extends FindOptions {
  /** Kept by whoever reads a workspace more than once: then only files that changed are read again. */
  readonly cache?: ReadingCache | undefined;
}

/**
 * Finds and reads the migrations of a workspace. What cannot be read is a problem of its project, never an error.
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function readProjects(options: ReadOptions): Promise<readonly MigrationProject[]> {
  const found = await findProjects(options);
  if (found.length === 0) return [];
  const { loadSqlReader } = await import('./sql/readSqlOperations.ts');
  const sql = await loadSqlReader();
  const { workspaceFolder, signal, cache = createReadingCache() } = options;
  const projects: MigrationProject[] = [];
  for (const project of found) {
    if (signal?.aborted === true) throw new CompareError('cancelled');
    projects.push(await readProject(project, { workspaceFolder, signal, cache, sql }));
  }
  return projects;
}

interface Reading {
  readonly workspaceFolder: string;
  readonly signal: AbortSignal | undefined;
  readonly cache: ReadingCache;
  readonly sql: SqlOperationReader;
}

async function readProject(
  found: FoundProject,
  { workspaceFolder, signal, cache, sql }: Reading,
): Promise<MigrationProject> {
  const problems: MigrationProblem[] = [];
  const read = async (path: string): Promise<readonly MigrationFile[]> => {
    try {
      const bytes = await readFile(resolve(workspaceFolder, path));
      return [{ path, bytes, text: decode(bytes) }];
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
  const configuration = (await Promise.all((found.configuration ?? []).map(read))).flat();
  if (found.files.length === 0) {
    problems.push({ reason: 'fileUnreadable', file: found.folder, detail: 'no migration files' });
  }
  const { framework, folder } = found;
  const { perFile, end } = cache.begin(JSON.stringify([workspaceFolder, framework, folder]), configuration);
  const project = await frameworkOf(framework).read({ folder, files, configuration, sql, perFile, signal });
  end();
  return { ...project, problems: [...problems, ...project.problems] };
}

/** UTF-8, or UTF-16 where the file begins with its mark, as PowerShell writes it. */
function decode(bytes: Uint8Array): string {
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = isLittleEndian ? 'utf-16le' : isBigEndian ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
