import { largestTables } from '../rows/rowSummary.ts';
import { grouped, shareText } from './numberText.ts';
import { differenceText, rowsText, tableNotes, tableRatioText } from './rowCountWords.ts';
import { listedRows, rowSentences } from './rowFacts.ts';
import { listedTop } from './rowJson.ts';
import type { RowReport } from './rowReport.ts';
import { printable } from './textReport.ts';

/** Row counts for a terminal: the totals, then a line for each table, those with most rows first. */
export function toTextRows(report: RowReport): string {
  const { left, right } = report;
  const tables = listedRows(report);
  const head =
    right === undefined
      ? ['Table', left.environment.name, 'Share']
      : ['Table', left.environment.name, right.environment.name, 'Difference', 'Ratio', 'Share'];
  const cells = tables.map((table) => {
    const share = table.left === null ? '' : shareText(table.left.share);
    return right === undefined
      ? [table.path, rowsText(table.left), share]
      : [table.path, rowsText(table.left), rowsText(table.right), differenceText(table), tableRatioText(table), share];
  });
  const names = { left: left.environment.name, right: right?.environment.name };
  const notes = tables.flatMap((table) =>
    tableNotes(table, names).map((note) => `  ${printable(`${table.path}: ${note}`)}`),
  );
  return `${[...rowSentences(report).map(printable), '', ...largest(report), ...columns([head, ...cells]), ...(notes.length === 0 ? [] : ['', 'Notes:', ...notes])].join('\n')}\n`;
}

function largest({ left, comparison }: RowReport): readonly string[] {
  const top = largestTables(comparison, 'left', listedTop);
  if (top.length < listedTop) return [];
  const rows = top.map(({ path, rows: count, share, cumulative }) => [
    path,
    grouped(count),
    shareText(share),
    shareText(cumulative),
  ]);
  return [...columns([[`Largest tables of ${left.environment.name}`, 'Rows', 'Share', 'Together'], ...rows]), ''];
}

/** The first column to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const printed = rows.map((row) => row.map(printable));
  const widths = (printed[0] ?? []).map((_, index) => Math.max(...printed.map((row) => (row[index] ?? '').length)));
  return printed.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
