import * as vscode from 'vscode';
import type { CompareOptions } from '../../comparison/compareOptions.ts';
import type { Difference } from '../../comparison/difference.ts';
import { matching, patternOfAllLike } from '../../comparison/ignorePatterns.ts';
import { patternOf } from '../../comparison/setAside.ts';
import { counted } from '../../reports/counts.ts';

type IgnoreOptions = Partial<Pick<CompareOptions, 'ignore'>>;

/** Sets one object aside; both sides of a suspected rename, which the page shows as one row. */
export function ignoringThis({ kind, path, rename }: Difference, { ignore }: CompareOptions): IgnoreOptions {
  const paths = rename === undefined ? [path] : [path, rename.path];
  return withPatterns(
    ignore,
    paths.map((each) => patternOf({ kind, path: each })),
  );
}

/** Sets aside all that are like this one. Of more than one it asks first; undefined where the answer is no. */
export async function ignoringAllLikeThis(
  difference: Difference,
  differences: readonly Difference[],
  { ignore }: CompareOptions,
): Promise<IgnoreOptions | undefined> {
  const pattern = patternOfAllLike(difference);
  const { length } = matching(differences, pattern);
  if (length > 1) {
    const confirm = `Ignore ${String(length)}`;
    const chosen = await vscode.window.showInformationMessage(
      `Ignore ${counted(length, 'difference')}?`,
      {
        modal: true,
        detail: `The pattern ${pattern} sets them aside. They stay counted as ignored, and the page shows them on request.`,
      },
      confirm,
    );
    if (chosen !== confirm) return undefined;
  }
  return withPatterns(ignore, [pattern]);
}

/** What the user says of a suspected rename; `undo` takes an accepted one back. */
export function renaming(
  { kind, path, status, rename }: Difference,
  answer: 'accept' | 'reject' | 'undo',
  { renames }: CompareOptions,
): Partial<Pick<CompareOptions, 'renames'>> {
  if (answer === 'undo') {
    const key = `${kind}:${path}`;
    return { renames: Object.fromEntries(Object.entries(renames).filter(([from]) => from !== key)) };
  }
  if (rename === undefined) return {};
  const [from, to] = status === 'rightOnly' ? [rename.path, path] : [path, rename.path];
  return { renames: { ...renames, [`${kind}:${from}`]: answer === 'accept' && to } };
}

function withPatterns(ignore: readonly string[], patterns: readonly string[]): IgnoreOptions {
  return { ignore: [...new Set([...ignore, ...patterns])] };
}
