import type { MigrationFile } from '../../src/migrations/frameworks/framework.ts';
import type { PerFile } from '../../src/migrations/readingCache.ts';

/** A migration file that is on no disk. */
export function migrationFile(path: string, text: string): MigrationFile {
  return { path, text, bytes: Buffer.from(text) };
}

/** For whoever reads once. */
export const readAlways: PerFile = (_file, read) => read();
