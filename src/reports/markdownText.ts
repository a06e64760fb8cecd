import { printable } from './textReport.ts';

/** A text from a database within a line of Markdown: nothing in it is markup, not even in a table. */
export function markdownText(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>|~&]/g, (character) => `\\${character}`);
}

/** The same as code, which may hold back ticks. */
export function markdownCode(text: string): string {
  const plain = printable(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  if (longest === 0) return `\`${plain}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${plain} ${fence}`;
}

/** A table of cells that are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
