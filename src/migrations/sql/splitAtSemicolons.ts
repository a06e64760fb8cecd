export interface SqlPiece {
  readonly text: string;
  /** In characters. */
  readonly start: number;
}

/**
 * Cuts a text that does not parse as a whole at its semicolons, but for those in literals, quoted names and comments,
 * so that the statements around the faulty one still count.
 */
export function splitAtSemicolons(sql: string): readonly SqlPiece[] {
  const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n\r]*|\/\*[^]*?\*\/|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[^]*?\1|;/g;
  const pieces: SqlPiece[] = [];
  let start = 0;
  for (const match of sql.matchAll(opaque)) {
    if (match[0] !== ';') continue;
    pieces.push({ text: sql.slice(start, match.index + 1), start });
    start = match.index + 1;
  }
  if (sql.slice(start).trim() !== '') pieces.push({ text: sql.slice(start), start });
  return pieces;
}
