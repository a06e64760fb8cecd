import type { JsonRows } from './rowJson.ts';
import { toJsonRows } from './rowJson.ts';
import type { RowReport } from './rowReport.ts';

const sideColumns = ['rows', 'exact', 'bytes', 'dead_rows'] as const;

/** A line for each table, https://www.rfc-editor.org/rfc/rfc4180; empty where a side has no such table or nobody knows. */
export function toCsvRows(report: RowReport): string {
  const head = [
    'path',
    'class',
    'parent',
    ...['left', 'right'].flatMap((side) => sideColumns.map((name) => `${side}_${name}`)),
    'right_path',
  ];
  const cells = toJsonRows(report).tables.map(({ path, rightPath, class: kind, parent, left, right }) => [
    path,
    kind,
    parent,
    ...sideCells(left),
    ...sideCells(right),
    rightPath ?? null,
  ]);
  return [head, ...cells].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

type Cell = string | number | boolean | null;

function sideCells(side: JsonRows | null): readonly Cell[] {
  return side === null ? sideColumns.map(() => null) : [side.rows, side.exact, side.bytes, side.deadRows];
}

/** A spreadsheet would run what begins with `=`, `+`, `-` or `@`; an apostrophe makes it a text. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
