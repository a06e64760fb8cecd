import type { ComparedCount } from '../rows/compareRowCounts.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { ratioText, shareText, signed } from './numberText.ts';
import { bytesWords } from './riskSentences.ts';
import { estimateSentence, rowsText } from './rowCountWords.ts';
import { listedRows, rowSentences } from './rowFacts.ts';
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
    ...(right === undefined
      ? []
      : [
          rowsText(table.right),
          table.difference === undefined ? '' : signed(table.difference),
          ratioText(table.ratio),
        ]),
    table.left === null ? '' : shareText(table.left.share),
    sizeText(table.left),
  ]);
  const notes = tables.flatMap(({ path, ...table }) =>
    [table.left, table.right].flatMap((side) => {
      const sentence = estimateSentence(side?.count);
      return sentence === undefined ? [] : [`- ${markdownCode(path)}: ${markdownText(sentence)}`];
    }),
  );
  const lines = [
    `## Rows: ${names.join(' ↔ ')}`,
    '',
    ...rowSentences(report).map((sentence) => `- ${markdownText(sentence)}`),
    '',
    ...markdownTable(head, rows),
    ...(notes.length === 0 ? [] : ['', 'Not counted:', '', ...notes]),
  ];
  return `${lines.join('\n')}\n`;
}

function sizeText(side: ComparedCount | null): string {
  const bytes = side?.bytes ?? null;
  return bytes === null ? '' : bytesWords(bytes);
}
