import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Session } from '../../../src/catalog/session.ts';
import { CompareError } from '../../../src/compareError.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import type { OpenOptions } from '../../../src/environments/provider.ts';
import { createSqlFilesProvider } from '../../../src/environments/providers/sqlFiles/sqlFilesProvider.ts';

/** A folder of SQL files with a cache of its own; what is opened from it is closed with it. */
export interface Workspace {
  readonly folder: string;
  readonly cacheFolder: string;
  /** Writes a file and gives its path. */
  write(name: string, content: string): Promise<string>;
  /** Opens files by their paths, without a path by their content. */
  open(files: readonly string[], options?: OpenOptions & { statementTimeout?: number }): Promise<Session>;
  /** Opens a file with this content. */
  openText(sql: string): Promise<Session>;
  remove(): Promise<void>;
}

export async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sql files [x] '));
  const cacheFolder = path.join(folder, 'cache');
  const sessions: Session[] = [];
  const workspace: Workspace = {
    folder,
    cacheFolder,
    async write(name, content) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    async open(files, { statementTimeout = defaultTimeouts.statement, ...options } = {}) {
      const provider = createSqlFilesProvider({
        timeouts: { ...defaultTimeouts, statement: statementTimeout },
        cacheFolder,
      });
      const session = await provider.open({ name: 'files', type: 'sqlFiles', files }, options);
      sessions.push(session);
      return session;
    },
    async openText(sql) {
      return workspace.open([await workspace.write('file.sql', sql)]);
    },
    async remove() {
      await Promise.all(sessions.map(async (session) => session.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return workspace;
}

/** The CompareError that a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<CompareError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CompareError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The values of a query's only column. */
export async function column(session: Session, sql: string, params: readonly unknown[] = []): Promise<unknown[]> {
  return (await session.query<Record<string, unknown>>(sql, params)).map((row) => Object.values(row)[0]);
}
