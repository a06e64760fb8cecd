/** Below this length the grammar is as fast as looking. */
const shortBody = 120;

/**
 * A revision file with a long downgrade() reduced to what it is: one statement, on as many lines, since only whether it
 * does anything matters. Such parts are two fifths of what migrations consist of.
 */
export function withoutDowngrade(text: string): string {
  const start = /^def downgrade\b[^\n]*:[ \t]*(?:#[^\n]*)?\r?\n/m.exec(text);
  // Where something else calls it, its body counts.
  if (start === null || text.split(/\bdowngrade\b/).length > 2) return text;
  const from = start.index + start[0].length;
  const length = /^(?![ \t\r\n#)\]}])/m.exec(text.slice(from))?.index ?? text.length - from;
  const body = text.slice(from, from + length);
  // What begins within quotes may end at the first column.
  const quotes = body.match(/"""|'''/g)?.length ?? 0;
  if (length < shortBody || quotes % 2 !== 0) return text;
  const lines = body.split('\n').length - 1;
  return `${text.slice(0, from)}    ${firstWord(body)}${'\n'.repeat(lines)}${text.slice(from + length)}`;
}

/** What stands for the body: `raise`, `pass` where it is empty, or a name where it does something. */
function firstWord(body: string): string {
  const statements = body
    .replace(/^\s*[rRuU]?("""|''')[^]*?\1/, '')
    .replaceAll(/^[ \t]*#[^\n]*$/gm, '')
    .replaceAll(/^[ \t]*(?:pass|return|\.\.\.)[ \t]*\r?$/gm, '')
    .trim();
  if (statements === '') return 'pass';
  return /^raise\b/.test(statements) ? 'raise' : 'something';
}
