import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CompareError } from '../../../compareError.ts';

/**
 * The files that the patterns name, as absolute paths. The order of the list is kept; within one glob or folder
 * numbers count as numbers, so that `2_x.sql` comes before `10_x.sql`. A file that several patterns name comes once.
 *
 * A pattern that is the path of a file or folder is taken literally, whatever characters it has.
 * @throws CompareError `filesNotFound` with the pattern that names no file
 */
export async function findSqlFiles(patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const files = await filesOf(pattern);
    if (files.length === 0) throw new CompareError('filesNotFound', { pattern });
    for (const file of files) found.add(file);
  }
  if (found.size === 0) throw new CompareError('filesNotFound', { pattern: '' });
  return [...found];
}

async function filesOf(pattern: string): Promise<string[]> {
  const stats = await stat(pattern).catch(() => undefined);
  if (stats?.isFile()) return [path.resolve(pattern)];
  const { glob } = await import('tinyglobby');
  const files = stats?.isDirectory()
    ? await glob('**/*.sql', { cwd: pattern, absolute: true, caseSensitiveMatch: false, expandDirectories: false })
    : await glob(path.sep === '/' ? pattern : pattern.replaceAll(path.sep, '/'), {
        absolute: true,
        expandDirectories: false,
      });
  const { compare } = new Intl.Collator('en', { numeric: true });
  return files
    .map((file) => path.normalize(file))
    .sort((a, b) => compareSegments(a.split(path.sep), b.split(path.sep), compare));
}

/** Folder by folder, so that `a/z.sql` comes before `a-b/a.sql` whatever the collation says of `/`. */
function compareSegments(
  a: readonly string[],
  b: readonly string[],
  compare: (a: string, b: string) => number,
): number {
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compare(segment, other) || (segment < other ? -1 : segment > other ? 1 : 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
