import type { ComparedCount } from '../rows/compareRowCounts.ts';
import { largestTables } from '../rows/rowSummary.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { bytesWords, grouped, shareText } from './numberText.ts';
import { differenceText, rowsText, tableNotes, tableRatioText } from './rowCountWords.ts';
import { listedRows, rowSentences } from './rowFacts.ts';
import { listedTop } from './rowJson.ts';
import type { RowReport } from './rowReport.ts';

/** Row counts as a Markdown document. */
export function toMarkdownRows(report: RowReport): string {
  const { left, right } = report;
  const names = [left, right].flatMap((side) => (side === undefined ? [] : [markdownText(side.environment.name)]));
  const tables = listedRows(report);
  const head = ['Table', ...names, ...(right === undefined ? [] : ['Difference', 'Ratio']), 'Share', 'Size'];
  const rows = tables.map((table) => [
    markdownCode(table.path),
    rowsText(table.left),
    ...(right === undefined ? [] : [rowsText(table.right), differenceText(table), tableRatioText(table)]),
    table.left === null ? '' : shareText(table.left.share),
    sizeText(table.left),
  ]);
  const sides = { left: left.environment.name, right: right?.environment.name };
  const notes = tables.flatMap((table) =>
    tableNotes(table, sides).map((note) => `- ${markdownCode(table.path)}: ${markdownText(note)}`),
  );
  const lines = [
    `## Rows: ${names.join(' ↔ ')}`,
    '',
    ...rowSentences(report).map((sentence) => `- ${markdownText(sentence)}`),
    '',
    ...largest(report),
    ...markdownTable(head, rows),
    ...(notes.length === 0 ? [] : ['', 'Notes:', '', ...notes]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The largest tables of the left side with their shares; nothing where the whole table below says as much. */
function largest({ left, comparison }: RowReport): readonly string[] {
  const top = largestTables(comparison, 'left', listedTop);
  if (top.length < listedTop) return [];
  const head = [`Largest tables of ${markdownText(left.environment.name)}`, 'Rows', 'Share', 'Together'];
  const rows = top.map(({ path, rows: count, share, cumulative }) => [
    markdownCode(path),
    grouped(count),
    shareText(share),
    shareText(cumulative),
  ]);
  return [...markdownTable(head, rows), ''];
}

function sizeText(side: ComparedCount | null): string {
  const bytes = side?.bytes ?? null;
  return bytes === null ? '' : bytesWords(bytes);
}
