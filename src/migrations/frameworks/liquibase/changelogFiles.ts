import { posix } from 'node:path';
import { compare } from '../sqlChain/migrationNames.ts';

/** A path as Liquibase's version table has it, without what says where to look for it. */
export function barePath(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/').replace(/^(?:classpath|file):/, '')).replace(/^\/+/, '');
}

/**
 * The file that a changelog names: beside it, or somewhere on a search path, of which the workspace's folders tell
 * nothing; then it is the file whose path ends so.
 */
export function findFile(
  named: string,
  { from, isRelative }: { readonly from: string; readonly isRelative: boolean },
  paths: readonly string[],
): string | undefined {
  if (isRelative) {
    const path = posix.join(posix.dirname(from), named);
    return paths.includes(path) ? path : undefined;
  }
  const path = barePath(named);
  return (
    paths.find((each) => each === path) ??
    nearest(
      from,
      paths.filter((each) => each.endsWith(`/${path}`)),
    )
  );
}

/** The files of a folder that a changelog names, with those below it, in the order of their paths. */
export function findFiles(
  named: string,
  { from, isRelative }: { readonly from: string; readonly isRelative: boolean },
  paths: readonly string[],
): readonly string[] {
  const bare = barePath(named).replace(/\/$/, '');
  const folder = isRelative ? posix.join(posix.dirname(from), bare) : bare;
  const direct = paths.filter((path) => path.startsWith(`${folder}/`));
  if (direct.length > 0 || isRelative) return direct.toSorted(compare);
  const within = paths.filter((path) => path.includes(`/${folder}/`));
  const prefix = nearest(from, within)?.split(`/${folder}/`)[0];
  return within.filter((path) => path.startsWith(`${prefix ?? ''}/${folder}/`)).toSorted(compare);
}

/** The path that has most in common with where it is named. */
function nearest(from: string, paths: readonly string[]): string | undefined {
  const common = (path: string): number => {
    const steps = path.split('/');
    const wanted = from.split('/');
    const end = steps.findIndex((step, index) => step !== wanted[index]);
    return end < 0 ? steps.length : end;
  };
  return paths.toSorted((one, other) => common(other) - common(one) || compare(one, other))[0];
}
