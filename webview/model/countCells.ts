import type { PageCount, PageCountedTable } from '../../src/protocol/countModel.ts';
import { bytesWords, grouped, ratioText, shareText, signed } from '../../src/reports/numberText.ts';
import type { CountColumn } from './countSettings.ts';
import { cellNumber } from './countRows.ts';
import type { SideNames } from './rowCells.ts';
import { counted, oneLine } from './text.ts';

/** What stands in a cell of numbers. */
export interface CountCell {
  readonly text: string;
  /** `quiet`: nothing to compare; `absent`: the side has no such table; `doubtful`: no count. */
  readonly tone: 'plain' | 'quiet' | 'absent' | 'doubtful';
  /** All of it, on hover; '' where the text says all. */
  readonly tooltip: string;
  /** From 0 to 1, for a bar; null where there is none. */
  readonly share: number | null;
}

/** The first line of a heading, and which side's column it is, or the words of the second line. */
export const columnHeads: Readonly<Record<CountColumn, readonly [group: string, of: string]>> = {
  table: ['', 'Table'],
  leftRows: ['Rows', 'left'],
  rightRows: ['Rows', 'right'],
  difference: ['Rows', 'Difference'],
  ratio: ['Rows', 'Ratio'],
  leftShare: ['Share', 'left'],
  rightShare: ['Share', 'right'],
  leftSize: ['Size', 'left'],
  rightSize: ['Size', 'right'],
  leftDead: ['Dead rows', 'left'],
  rightDead: ['Dead rows', 'right'],
};

/** "Rows production", "Rows Difference": what a column is called. */
export function columnWords(column: CountColumn, names: SideNames): { readonly group: string; readonly word: string } {
  const [group, of] = columnHeads[column];
  return { group, word: of === 'left' || of === 'right' ? oneLine(names[of]) : of };
}

const empty: CountCell = { text: '', tone: 'plain', tooltip: '', share: null };

/** The cell of a column; `rows`: all rows of each side. */
export function countCell(
  table: PageCountedTable,
  column: Exclude<CountColumn, 'table'>,
  rows: { readonly left: number; readonly right: number },
  names: SideNames,
): CountCell {
  const number = cellNumber(table, column, rows);
  switch (column) {
    case 'leftRows':
      return rowsCell(table, 'left', names);
    case 'rightRows':
      return rowsCell(table, 'right', names);
    case 'difference':
      return number === null ? empty : compared(table, signed(number), number === 0);
    case 'ratio':
      return number === null ? empty : compared(table, ratioText(number));
    case 'leftShare':
    case 'rightShare':
      return number === null ? empty : { ...empty, text: shareText(number), share: number };
    case 'leftSize':
    case 'rightSize': {
      const side = table[column === 'leftSize' ? 'left' : 'right'];
      if (number === null) return side === null ? empty : { ...empty, text: '?', tooltip: 'Locked, so not looked at' };
      return { ...empty, text: bytesWords(number), tooltip: partsOfSize(side) };
    }
    case 'leftDead':
    case 'rightDead':
      return number === null ? empty : { ...empty, text: grouped(number), tone: number === 0 ? 'quiet' : 'plain' };
  }
}

function rowsCell(table: PageCountedTable, side: 'left' | 'right', names: SideNames): CountCell {
  const count = table[side];
  if (count === null) {
    if (table.class === null) return empty;
    return { ...empty, text: 'not there', tone: 'absent', tooltip: `${oneLine(names[side])} has no such table` };
  }
  const tooltip = count.note === null ? '' : oneLine(count.note);
  switch (count.state) {
    case 'waiting':
      return { ...empty, text: '…', tone: 'quiet', tooltip: 'Waits for its turn' };
    case 'counted':
      return { ...empty, text: grouped(count.rows ?? 0), tone: count.rows === 0 ? 'quiet' : 'plain' };
    case 'estimated':
      return { ...empty, text: `≈${grouped(count.rows ?? 0)}`, tone: 'doubtful', tooltip };
    case 'unknown':
      return { ...empty, text: '?', tone: 'doubtful', tooltip };
  }
}

/** Of two numbers of which one is an estimate, so is what comes of them. */
function compared({ isEstimated, left, right }: PageCountedTable, text: string, isNothing = false): CountCell {
  if (!isEstimated) return { ...empty, text, tone: isNothing ? 'quiet' : 'plain' };
  const notes = [left, right].flatMap((side) => (typeof side?.note === 'string' ? [oneLine(side.note)] : []));
  return { ...empty, text: `≈${text}`, tone: 'doubtful', tooltip: `With an estimate in it: ${notes.join('; ')}` };
}

/** "heap 8 kB · indexes 16 kB · TOAST 0 bytes". */
function partsOfSize(side: PageCount | null): string {
  const bytes = side?.bytes ?? null;
  if (bytes === null) return '';
  return [
    `heap ${bytesWords(bytes.heap)}`,
    `indexes ${bytesWords(bytes.indexes)}`,
    `TOAST ${bytesWords(bytes.toast)}`,
  ].join(' · ');
}

/** Dim words behind a table's name: another name on the right, what it is if no plain table, why it was not counted. */
export function tableNote(
  { rightPath, kind, isVersionTable, left, right }: PageCountedTable,
  names: SideNames,
): string {
  const [one, other] = [left?.obstacle ?? null, right?.obstacle ?? null];
  const obstacles =
    one !== null && one === other
      ? [one]
      : [
          ...(one === null ? [] : [`${one} in ${oneLine(names.left)}`]),
          ...(other === null ? [] : [`${other} in ${oneLine(names.right)}`]),
        ];
  return [
    ...(rightPath === null ? [] : [`${oneLine(rightPath)} in ${oneLine(names.right)}`]),
    ...(kind === 'table' || kind === 'partition' ? [] : [kind]),
    ...(isVersionTable ? ["the migration tool's own, in no total"] : []),
    ...obstacles,
  ].join(' · ');
}

/** What a table holds, in words: "holds 4 rows", "holds about 120 rows"; null where it is empty or not known. */
export function heldWords(side: PageCount | null): string | null {
  const rows = side?.rows ?? 0;
  if (side === null || rows === 0) return null;
  return `holds ${side.state === 'counted' ? '' : 'about '}${counted(rows, 'row')}`;
}

/** "5.3", "0.02": rows of one table for each of another. */
export function perText(ratio: number | null): string {
  return ratio === null ? '–' : ratio.toLocaleString('en', { maximumFractionDigits: ratio < 1 ? 2 : 1 });
}
