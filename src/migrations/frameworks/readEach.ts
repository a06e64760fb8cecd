import { CompareError } from '../../compareError.ts';
import type { SourceFile } from '../readingCache.ts';
import type { ProjectInput } from './framework.ts';

/** How long files are read at a stretch before others get their turn, in milliseconds. */
const stretch = 30;

/**
 * Reads the files one after the other, those that have not changed from the cache.
 *
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function readEach<File extends SourceFile, Result>(
  files: readonly File[],
  { perFile = (_file, once) => once(), signal }: Partial<Pick<ProjectInput, 'perFile' | 'signal'>>,
  read: (file: File) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let restedAt = performance.now();
  for (const file of files) {
    if (performance.now() - restedAt > stretch) {
      await new Promise(setImmediate);
      restedAt = performance.now();
    }
    if (signal?.aborted === true) throw new CompareError('cancelled');
    results.push(perFile(file, () => read(file)));
  }
  return results;
}
