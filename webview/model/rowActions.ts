import type { FromPage } from '../../src/protocol/messages.ts';
import type { PageDifference } from '../../src/protocol/pageModel.ts';
import { differenceOf } from './tree.ts';
import type { NodeContent } from './tree.ts';

/** What the reader can decide about a difference. */
export type Decision = 'accept' | 'reject' | 'undo' | 'reconsider' | 'ignore' | 'ignoreAllLikeThis' | 'stopIgnoring';

/** The words of the settled decisions, as in the context menu. */
export const decisionTitles: Readonly<Record<Decision, string>> = {
  accept: 'Accept Rename',
  reject: 'Not a Rename',
  undo: 'Undo Rename',
  reconsider: 'May Be a Rename',
  ignore: 'Ignore This',
  ignoreAllLikeThis: 'Ignore All Like This',
  stopIgnoring: 'Stop Ignoring',
};

/** What can be decided about a row's difference; nothing about a part of an object that one side has not at all. */
export function decisionsFor(content: NodeContent): readonly Decision[] {
  const difference = differenceOf(content);
  if (difference === null || (content.type === 'difference' && content.isPart && difference.owner === null)) return [];
  if (difference.isIgnored) return ['stopIgnoring'];
  return [
    ...(difference.rename === null ? [] : (['accept', 'reject'] as const)),
    ...(isAcceptedRename(difference) ? (['undo'] as const) : []),
    ...(difference.isRejectedRename ? (['reconsider'] as const) : []),
    'ignore',
    'ignoreAllLikeThis',
  ];
}

/** Only a rename that the user has accepted makes a name differ. */
export function isAcceptedRename({ attributes }: PageDifference): boolean {
  return attributes.some(({ name }) => name === 'name');
}

/** What leads to the migration behind a row, above all to one that renames as suspected; null where none is known. */
export function jumpMessage(content: NodeContent): FromPage | null {
  const difference = differenceOf(content);
  const migration = content.type === 'rename' ? (content.left.rename?.migration ?? null) : null;
  if (migration !== null) return { type: 'openFile', file: migration.file, line: migration.line };
  return typeof difference?.explanation.file === 'string' ? { type: 'openMigration', id: difference.id } : null;
}

export function decisionMessage(decision: Decision, id: number): FromPage {
  switch (decision) {
    case 'accept':
    case 'reject':
    case 'undo':
      return { type: 'rename', id, answer: decision };
    case 'reconsider':
      return { type: 'rename', id, answer: 'undo' };
    case 'ignore':
      return { type: 'ignore', id, scope: 'this' };
    case 'ignoreAllLikeThis':
      return { type: 'ignore', id, scope: 'allLikeThis' };
    case 'stopIgnoring':
      return { type: 'stopIgnoring', id };
  }
}

/** The same of a row of the row counts. */
export function countMenuContext(path: string | null, differs: boolean): Readonly<Record<string, string | boolean>> {
  const context = { preventDefaultContextMenuItems: true };
  return path === null
    ? context
    : { ...context, countedPath: path, databaseCompareCount: differs ? 'differs' : 'equal' };
}

/** What VS Code's context menu is told of a row: its commands' when clauses look for these words. */
export function menuContext(content: NodeContent | null): Readonly<Record<string, string | number | boolean>> {
  const difference = content === null ? null : differenceOf(content);
  const context = {
    preventDefaultContextMenuItems: true,
    ...(difference === null ? {} : { differenceId: difference.id, databaseCompareKind: difference.kind }),
  };
  const decisions = content === null ? [] : decisionsFor(content);
  if (decisions.length === 0) return context;
  const words = [
    decisions.includes('accept') ? 'suspected' : '',
    decisions.includes('undo') ? 'renamed' : '',
    decisions.includes('reconsider') ? 'rejected' : '',
    decisions.includes('stopIgnoring') ? 'ignored' : 'counted',
  ];
  return { ...context, databaseCompareRow: words.filter((word) => word !== '').join(' ') };
}
