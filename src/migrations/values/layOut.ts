import { lineOf, type Text } from './text.ts';

/**
 * Gives every piece of a text that stands on a line of its own in the file a line of its own in the SQL, so
 * that lines of the SQL tell lines of the file. A line break goes only where it means nothing to SQL.
 */
export function layOut(text: Text): { sql: string; lines: number[] } {
  const starts = [0, ...lineBreaks(text)];
  const pieces = starts.map((start, index) => text.text.slice(start, starts[index + 1]));
  const lines = pieces.flatMap((piece, index) => {
    let at = starts[index] ?? 0;
    return piece.split('\n').map((row) => {
      const line = lineOf(text, at) ?? 0;
      at += row.length + 1;
      return line;
    });
  });
  return { sql: pieces.join('\n'), lines };
}

/** Where a new piece begins and neither a word nor something quoted goes on. */
function lineBreaks(text: Text): number[] {
  const quoted = [...text.text.matchAll(/'[^']*'|"[^"]*"|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\//g)];
  return text.marks
    .map((mark) => mark.at)
    .filter((at) => at > 0 && at < text.text.length && text.text[at - 1] !== '\n')
    .filter((at) => /\W/.test(text.text.slice(at - 1, at + 1)))
    .filter((at) => !quoted.some((match) => match.index < at && at < match.index + match[0].length));
}
