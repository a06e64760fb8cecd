import picomatch from 'picomatch';
import type { CompareOptions } from './compareOptions.ts';
import type { Difference } from './difference.ts';

/** Differences that count, and those that the options name as ones not to bother about. */
export interface Sorted {
  readonly differences: readonly Difference[];
  readonly ignored: readonly Difference[];
}

/** Separates what the options ignore; it is counted and can be shown, so that nothing disappears silently. */
export function setAside(
  differences: readonly Difference[],
  { ignore, partitions }: Pick<CompareOptions, 'ignore' | 'partitions'>,
): Sorted {
  if (ignore.length === 0 && partitions.length === 0) return { differences, ignored: [] };
  const isIgnored = matcher(ignore);
  const isRunTimePartition = matcher(partitions);
  const ignored = differences.filter(
    (difference) =>
      isIgnored(`${difference.kind}:${difference.path}`) ||
      (isPartition(difference) && isRunTimePartition(difference.path)),
  );
  const set = new Set(ignored);
  return { differences: differences.filter((difference) => !set.has(difference)), ignored };
}

/** The pattern that matches this very object, whatever characters its name has. */
export function patternOf({ kind, path }: Pick<Difference, 'kind' | 'path'>): string {
  return `${kind}:${escaped(path)}`;
}

/** A text as a part of a pattern that stands for nothing but itself. */
export function escaped(text: string): string {
  return text.replace(/[\\*?[\]{}()!+@|$^"']/g, '\\$&');
}

function isPartition({ left, right }: Difference): boolean {
  return typeof (left ?? right)?.attributes['partition of'] === 'string';
}

/** `*` matches anything, dots, slashes and line breaks too: the texts are names in a database, not paths of files. */
function matcher(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  return picomatch([...patterns], { dot: true, bash: true, keepQuotes: true, flags: 's' });
}
