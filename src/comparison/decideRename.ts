import type { CompareOptions } from './compareOptions.ts';
import type { Difference } from './difference.ts';

type Renames = Pick<CompareOptions, 'renames'>;

/**
 * The options with what the user says of a suspected rename: that it is one, that it is none, or that what was said
 * before does not count any longer. That may have been said while the sides were the other way around.
 */
export function decideRename(
  difference: Difference,
  answer: 'accept' | 'reject' | 'undo',
  { renames }: Renames,
): Partial<Renames> {
  const { kind, path, status, rename } = difference;
  if (answer === 'undo') {
    const paths = [path, difference.left?.path, difference.right?.path];
    const isOfThis = (from: string): boolean => paths.some((each) => each !== undefined && from === `${kind}:${each}`);
    return { renames: Object.fromEntries(Object.entries(renames).filter(([from]) => !isOfThis(from))) };
  }
  if (rename === undefined) return {};
  const [from, to] = status === 'rightOnly' ? [rename.path, path] : [path, rename.path];
  return { renames: { ...renames, [`${kind}:${from}`]: answer === 'accept' && to } };
}
