import type { ComparedCount, ComparedTable } from '../rows/compareRowCounts.ts';
import type { CountObstacle, RowCount, RowEstimate } from '../rows/rowCount.ts';
import { grouped, ratioText, signed } from './numberText.ts';

/** "9,614", "~120,000", "?" where nobody knows, "…" while it waits, a dash where the side has no such table. */
export function rowsText(side: ComparedCount | null): string {
  if (side === null) return '–';
  const { count } = side;
  if (count === undefined) return '…';
  if (count.exact) return grouped(count.rows);
  return count.estimate === null ? '?' : `~${grouped(count.estimate.rows)}`;
}

/** "+17,475", "~+17,000" where an estimate is part of it; empty where a side is not known. */
export function differenceText({ difference, isEstimated }: Pick<ComparedTable, 'difference' | 'isEstimated'>): string {
  return difference === undefined ? '' : `${isEstimated ? '~' : ''}${signed(difference)}`;
}

/** "31.7x", "~31.7x" where an estimate is part of it. */
export function tableRatioText({ ratio, isEstimated }: Pick<ComparedTable, 'ratio' | 'isEstimated'>): string {
  return `${isEstimated && ratio !== undefined ? '~' : ''}${ratioText(ratio)}`;
}

/** What is to be known of a table's numbers, with the name of the side where there are two. */
export function tableNotes(
  { left, right, rightPath }: Pick<ComparedTable, 'left' | 'right' | 'rightPath'>,
  names: { readonly left: string; readonly right: string | undefined },
): readonly string[] {
  const sides = [
    { side: left, name: names.left },
    { side: right, name: names.right },
  ];
  const called = rightPath === undefined ? [] : [`It is ${rightPath} in ${names.right ?? ''}`];
  const told = sides.flatMap(({ side, name }) => {
    if (side === null) return [];
    const said = [
      estimateSentence(side.count),
      side.hasRowSecurity ? 'Row security may hide rows of it from this role' : undefined,
    ];
    const place = names.right === undefined || name === undefined ? '' : ` (${name})`;
    return said.flatMap((sentence) => (sentence === undefined ? [] : [`${sentence}${place}`]));
  });
  return [...called, ...told];
}

/** Why a number is no count, and where the estimate is from; undefined for a count. */
export function estimateSentence(count: RowCount | undefined): string | undefined {
  if (count === undefined || count.exact) return undefined;
  const why = obstacles[count.obstacle];
  const message = count.message === undefined ? '' : ` (${count.message})`;
  return `${why}${message}; ${sourceText(count.estimate)}`;
}

const obstacles: Readonly<Record<CountObstacle, string>> = {
  asked: 'Not counted',
  statementTimeout: 'Counting took longer than the time limit',
  lockTimeout: 'Another session has locked the table',
  permissionDenied: 'The role may not read the table',
  changed: 'The table was dropped or altered meanwhile',
  stopped: 'The counting was stopped before',
  failed: 'The table could not be counted',
};

function sourceText(estimate: RowEstimate | null): string {
  if (estimate === null) return 'never analysed, so that there is no estimate';
  const { source, analyzedAt } = estimate;
  const day = analyzedAt?.slice(0, 10);
  if (source === 'analyze') return `the planner's estimate${day === undefined ? ', of unknown age' : ` of ${day}`}`;
  const age = day === undefined ? 'never analysed' : `last analysed on ${day}`;
  return `what the server counted of inserts and deletes; ${age}`;
}
