import type { CompareOptions } from '../../comparison/compareOptions.ts';
import type { Difference } from '../../comparison/difference.ts';
import { patternOf } from '../../comparison/setAside.ts';
import { choosePattern } from './choosePattern.ts';

type IgnoreOptions = Partial<Pick<CompareOptions, 'ignore'>>;

/** Sets one object aside; both sides of a suspected rename, which the page shows as one row. */
export function ignoringThis({ kind, path, rename }: Difference, { ignore }: CompareOptions): IgnoreOptions {
  const paths = rename === undefined ? [path] : [path, rename.path];
  return withPatterns(
    ignore,
    paths.map((each) => patternOf({ kind, path: each })),
  );
}

/** Sets aside what a pattern matches that the user chooses or writes; undefined where none is. */
export async function ignoringAllLikeThis(
  difference: Difference,
  differences: readonly Difference[],
  { ignore }: CompareOptions,
): Promise<IgnoreOptions | undefined> {
  const pattern = await choosePattern(difference, differences);
  return pattern === undefined ? undefined : withPatterns(ignore, [pattern]);
}

function withPatterns(ignore: readonly string[], patterns: readonly string[]): IgnoreOptions {
  return { ignore: [...new Set([...ignore, ...patterns])] };
}
